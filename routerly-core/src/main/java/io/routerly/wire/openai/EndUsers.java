package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Fits the name of an end user to OpenAI's APIs, which refuse one of more than 64 characters.
 *
 * <p>Claude Code's are longer. The SHA-256 of a name stands for it: it tells users apart all the
 * same, and has just that length.
 */
public final class EndUsers {
  private static final int LONGEST = 64;

  private EndUsers() {}

  /** Returns the name as the API takes it. */
  public static String fit(String user) {
    return user.length() <= LONGEST ? user : HexFormat.of().formatHex(sha256(user));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
