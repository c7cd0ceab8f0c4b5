package io.routerly.secret;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.crypto.InvalidCipherTextException;

/**
 * Turns secrets into their stored form and back, each bound to the place where it is stored.
 *
 * <p>Stored is {@code ENCRYPTED:} and, in base64url, a version byte, a nonce of 12 bytes, and the
 * AES-256-GCM ciphertext with its tag; the place is authenticated with it. {@code env:NAME} names
 * an environment variable instead. Thread-safe.
 */
final class SecretBox {
  private static final byte VERSION = 1;

  private final SecureRandom random;
  private final Function<String, Optional<String>> environment;

  /** The first one seals, all of them open. */
  private volatile List<byte[]> keys;

  /**
   * @param keys the first one seals, all of them open
   */
  SecretBox(
      List<byte[]> keys, SecureRandom random, Function<String, Optional<String>> environment) {
    this.keys = List.copyOf(keys);
    this.random = random;
    this.environment = environment;
  }

  /** Uses these keys from now on: the first one seals, all of them open. */
  void use(List<byte[]> changed) {
    keys = List.copyOf(changed);
  }

  /** Returns the stored form of a secret in clear text, for this place alone. */
  String seal(String place, String clear) {
    byte[] nonce = new byte[AesGcm.NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        AesGcm.seal(keys.get(0), nonce, clear.getBytes(StandardCharsets.UTF_8), associated(place));
    byte[] all = new byte[1 + nonce.length + sealed.length];
    all[0] = VERSION;
    System.arraycopy(nonce, 0, all, 1, nonce.length);
    System.arraycopy(sealed, 0, all, 1 + nonce.length, sealed.length);
    return ProviderKeys.ENCRYPTED + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** Returns the same secret, sealed with the first key; what cannot be opened stays as it is. */
  String reseal(String place, String stored) {
    if (!stored.startsWith(ProviderKeys.ENCRYPTED)) {
      return stored;
    }
    return open(place, stored, "") instanceof ProviderKey.Available available
        ? seal(place, available.credential().secret())
        : stored;
  }

  /**
   * Returns the secret that is stored in a place in this form.
   *
   * @param undecryptable the reason to give when it was encrypted for another place, or with
   *     another secret
   */
  ProviderKey open(String place, String stored, String undecryptable) {
    if (stored.startsWith(ProviderKeys.ENV)) {
      return fromEnvironment(stored.substring(ProviderKeys.ENV.length()));
    }
    if (!stored.startsWith(ProviderKeys.ENCRYPTED)) {
      return new ProviderKey.Unreadable("the key is stored in an unknown form: enter it again");
    }
    return decrypt(place, stored.substring(ProviderKeys.ENCRYPTED.length()), undecryptable);
  }

  private ProviderKey fromEnvironment(String name) {
    if (!ProviderKeys.isAllowedVariable(name)) {
      return new ProviderKey.Unreadable(
          "the environment variable must end in _API_KEY or begin with ROUTERLY_SECRET_");
    }
    return environment
        .apply(name)
        .filter(value -> !value.isBlank())
        .<ProviderKey>map(value -> new ProviderKey.Available(new Credential(value.strip())))
        .orElseGet(
            () -> new ProviderKey.Unreadable("the environment variable " + name + " is not set"));
  }

  private ProviderKey decrypt(String place, String encoded, String undecryptable) {
    for (byte[] key : keys) {
      try {
        byte[] all = Base64.getUrlDecoder().decode(encoded);
        if (all.length > 1 + AesGcm.NONCE_BYTES && all[0] == VERSION) {
          byte[] clear = AesGcm.open(key, all, 1, associated(place));
          return new ProviderKey.Available(
              new Credential(new String(clear, StandardCharsets.UTF_8)));
        }
      } catch (IllegalArgumentException | InvalidCipherTextException e) {
        // The reason is the same for all of them, and the exceptions know no better one.
      }
    }
    return new ProviderKey.Unreadable(undecryptable);
  }

  private static byte[] associated(String place) {
    return place.getBytes(StandardCharsets.UTF_8);
  }
}
