package io.routerly.secret;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;

/**
 * Seals short texts that browsers keep for the service, and can neither read nor change.
 *
 * <p>The key is made for this object and is kept nowhere: what it sealed is worth nothing after a
 * restart. Thread-safe.
 */
public final class BrowserSeal {
  private static final int KEY_BYTES = 32;
  private static final byte[] PURPOSE = "browser".getBytes(StandardCharsets.US_ASCII);

  private final SecureRandom random;
  private final byte[] key = new byte[KEY_BYTES];

  public BrowserSeal(SecureRandom random) {
    this.random = random;
    random.nextBytes(key);
  }

  /** Returns the text as the value of a cookie. */
  public String seal(String clear) {
    byte[] nonce = new byte[AesGcm.NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = AesGcm.seal(key, nonce, clear.getBytes(StandardCharsets.UTF_8), PURPOSE);
    byte[] all = new byte[nonce.length + sealed.length];
    System.arraycopy(nonce, 0, all, 0, nonce.length);
    System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** Returns what was sealed, or nothing if this object did not seal it. */
  public Optional<String> open(String sealed) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(sealed);
      if (all.length <= AesGcm.NONCE_BYTES) {
        return Optional.empty();
      }
      byte[] clear = AesGcm.open(key, all, 0, PURPOSE);
      return Optional.of(new String(clear, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | InvalidCipherTextException e) {
      return Optional.empty();
    }
  }
}
