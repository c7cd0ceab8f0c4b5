package io.routerly.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a text, as a value that can be compared and used as a key.
 *
 * <p>Secrets are looked up by their digest: whoever measures how long a comparison takes learns
 * bits of a digest that cannot be steered, and nothing of the secret.
 */
record Digest(long a, long b, long c, long d) {
  static Digest of(String text) {
    ByteBuffer hash = ByteBuffer.wrap(sha256(text));
    return new Digest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }

  /** Returns the digest of which {@link #hex} was the text. */
  static Digest ofHex(String hex) {
    ByteBuffer hash = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    return new Digest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }

  /** Returns its 64 hexadecimal digits. */
  String hex() {
    ByteBuffer bytes = ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d);
    return HexFormat.of().formatHex(bytes.array());
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns whether both are the same, in a time that does not depend on where they differ. */
  boolean sameAs(Digest other) {
    return ((a ^ other.a) | (b ^ other.b) | (c ^ other.c) | (d ^ other.d)) == 0;
  }

  /** Prints nothing that could be compared with a stored digest. */
  @Override
  public String toString() {
    return "Digest[***]";
  }
}
