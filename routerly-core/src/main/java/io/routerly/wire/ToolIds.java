package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * Fits the ids of tool calls to what an API takes.
 *
 * <p>An id that fits stays. Another one becomes a name made of its SHA-256, so that the call and
 * its result, and the same call in the next turn, get the same name, and two calls never do.
 */
public enum ToolIds {
  /** Any short text: OpenAI. */
  SHORT("(?s).{1,40}", "call_", 24),
  /** Letters, digits, underscores and hyphens: Anthropic. */
  WORD("[a-zA-Z0-9_-]{1,64}", "toolu_", 24),
  /** Exactly nine letters and digits: Mistral. */
  NINE("[a-zA-Z0-9]{9}", "", 9);

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final Pattern allowed;
  private final String prefix;
  private final int length;

  ToolIds(String allowed, String prefix, int length) {
    this.allowed = Pattern.compile(allowed);
    this.prefix = prefix;
    this.length = length;
  }

  /** Returns the id as this API takes it. */
  public String fit(String id) {
    if (allowed.matcher(id).matches()) {
      return id;
    }
    byte[] digest = sha256(id);
    StringBuilder name = new StringBuilder(prefix);
    for (int i = 0; i < length; i++) {
      name.append(BASE62.charAt((digest[i] & 0xff) % BASE62.length()));
    }
    return name.toString();
  }

  private static byte[] sha256(String id) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
