package io.routerly.secret;

import io.routerly.domain.Model;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.InvalidCipherTextException;

/**
 * Encrypts the keys of providers for {@code models.json} and reads them back.
 *
 * <p>Stored is {@code ENCRYPTED:} and, in base64url, a version byte, a nonce of 12 bytes, and the
 * AES-256-GCM ciphertext with its tag. The model's id is authenticated with it, so that an
 * encrypted key moved to another model, whose address may be someone else's, does not decrypt.
 * {@code env:NAME} names an environment variable instead.
 *
 * <p>Thread-safe.
 */
public final class ProviderKeys {
  /** Stands before every encrypted key. */
  public static final String ENCRYPTED = "ENCRYPTED:";

  /** Stands before the name of an environment variable. */
  public static final String ENV = "env:";

  private static final Pattern ENV_NAME =
      Pattern.compile("[A-Za-z0-9_]*_API_KEY|ROUTERLY_SECRET_[A-Za-z0-9_]+");
  private static final byte VERSION = 1;

  private final byte[] key;
  private final SecureRandom random;
  private final Function<String, Optional<String>> environment;

  /**
   * @param environment gives the value of an environment variable
   */
  public ProviderKeys(
      MasterSecret secret, SecureRandom random, Function<String, Optional<String>> environment) {
    this.key = secret.derive(MasterSecret.PROVIDER_KEYS, 32);
    this.random = random;
    this.environment = environment;
  }

  /** Returns whether text is a stored form, rather than a key in clear text. */
  public static boolean isStoredForm(String text) {
    return text.startsWith(ENCRYPTED) || text.startsWith(ENV);
  }

  /** Returns whether {@code env:NAME} may be used with this name; others could leak secrets. */
  public static boolean isAllowedVariable(String name) {
    return ENV_NAME.matcher(name).matches();
  }

  /** Returns the stored form of a key in clear text, for this model alone. */
  public String encrypt(String modelId, String clear) {
    byte[] nonce = new byte[AesGcm.NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        AesGcm.seal(key, nonce, clear.getBytes(StandardCharsets.UTF_8), associated(modelId));
    byte[] all = new byte[1 + nonce.length + sealed.length];
    all[0] = VERSION;
    System.arraycopy(nonce, 0, all, 1, nonce.length);
    System.arraycopy(sealed, 0, all, 1 + nonce.length, sealed.length);
    return ENCRYPTED + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** Returns the key of a model. */
  public ProviderKey of(Model model) {
    return resolve(model.id(), model.apiKey());
  }

  /** Returns the key that is stored for a model in this form. */
  public ProviderKey resolve(String modelId, Optional<String> stored) {
    return stored.map(text -> resolve(modelId, text)).orElseGet(ProviderKey.Absent::new);
  }

  private ProviderKey resolve(String modelId, String stored) {
    if (stored.startsWith(ENV)) {
      return fromEnvironment(stored.substring(ENV.length()));
    }
    if (!stored.startsWith(ENCRYPTED)) {
      return new ProviderKey.Unreadable("the key is stored in an unknown form: enter it again");
    }
    return decrypt(modelId, stored.substring(ENCRYPTED.length()));
  }

  private ProviderKey fromEnvironment(String name) {
    if (!isAllowedVariable(name)) {
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

  private ProviderKey decrypt(String modelId, String encoded) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(encoded);
      if (all.length > 1 + AesGcm.NONCE_BYTES && all[0] == VERSION) {
        byte[] clear = AesGcm.open(key, all, 1, associated(modelId));
        return new ProviderKey.Available(new Credential(new String(clear, StandardCharsets.UTF_8)));
      }
    } catch (IllegalArgumentException | InvalidCipherTextException e) {
      // The reason is the same for all of them, and the exceptions know no better one.
    }
    return new ProviderKey.Unreadable(
        "the key cannot be decrypted with config/secret for this model: enter it again");
  }

  private static byte[] associated(String modelId) {
    return ("model:" + modelId).getBytes(StandardCharsets.UTF_8);
  }
}
