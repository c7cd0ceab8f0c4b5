package io.routerly.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The 32 random bytes in {@code config/secret} that all other keys are derived from.
 *
 * <p>Immutable, and prints without its bytes.
 */
public final class MasterSecret {
  /** Derives the key that provider keys are encrypted with. */
  public static final String PROVIDER_KEYS = "provider-keys";

  /** Derives the key that secrets of notification channels are encrypted with. */
  public static final String CHANNEL_SECRETS = "channel-secrets";

  /** Derives the key that sessions are signed with. */
  public static final String SESSIONS = "sessions";

  private static final int BYTES = 32;
  private static final Pattern FILE_TEXT = Pattern.compile("([0-9a-fA-F]{64})\\r?\\n?");

  private final byte[] bytes;

  private MasterSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a new secret. */
  public static MasterSecret random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new MasterSecret(bytes);
  }

  /**
   * Returns the secret in the text of a file: one line of 64 hexadecimal characters.
   *
   * @return empty if the text is anything else
   */
  public static Optional<MasterSecret> parse(byte[] text) {
    var matcher = FILE_TEXT.matcher(new String(text, StandardCharsets.ISO_8859_1));
    return matcher.matches()
        ? Optional.of(new MasterSecret(HexFormat.of().parseHex(matcher.group(1))))
        : Optional.empty();
  }

  /** Returns the text of the file. */
  public byte[] fileText() {
    return (HexFormat.of().formatHex(bytes) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Returns the key for one purpose, by HKDF with SHA-256 (RFC 5869); the keys of different
   * purposes tell nothing of each other.
   *
   * @param purpose such as {@link #SESSIONS}
   * @param length of the key, in bytes
   */
  public byte[] derive(String purpose, int length) {
    byte[] info = ("routerly/v1/" + purpose).getBytes(StandardCharsets.UTF_8);
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(bytes, null, info));
    byte[] key = new byte[length];
    generator.generateBytes(key, 0, length);
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MasterSecret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "MasterSecret[***]";
  }
}
