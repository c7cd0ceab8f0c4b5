package io.routerly.secret;

import io.routerly.domain.Model;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Encrypts the keys of providers for {@code models.json} and reads them back.
 *
 * <p>A key is bound to the model's id, so that an encrypted key moved to another model, whose
 * address may be someone else's, does not decrypt. {@code env:NAME} names an environment variable
 * instead.
 *
 * <p>Thread-safe.
 */
public final class ProviderKeys {
  /** Stands before every encrypted secret. */
  public static final String ENCRYPTED = "ENCRYPTED:";

  /** Stands before the name of an environment variable. */
  public static final String ENV = "env:";

  private static final Pattern ENV_NAME =
      Pattern.compile("[A-Za-z0-9_]*_API_KEY|ROUTERLY_SECRET_[A-Za-z0-9_]+");

  private final SecretBox box;

  /**
   * @param environment gives the value of an environment variable
   */
  public ProviderKeys(
      MasterSecret secret, SecureRandom random, Function<String, Optional<String>> environment) {
    box = new SecretBox(secret.derive(MasterSecret.PROVIDER_KEYS, 32), random, environment);
  }

  /** Returns whether text is a stored form, rather than a secret in clear text. */
  public static boolean isStoredForm(String text) {
    return text.startsWith(ENCRYPTED) || text.startsWith(ENV);
  }

  /** Returns whether {@code env:NAME} may be used with this name; others could leak secrets. */
  public static boolean isAllowedVariable(String name) {
    return ENV_NAME.matcher(name).matches();
  }

  /** Returns the stored form of a key in clear text, for this model alone. */
  public String encrypt(String modelId, String clear) {
    return box.seal(place(modelId), clear);
  }

  /** Returns the key of a model. */
  public ProviderKey of(Model model) {
    return resolve(model.id(), model.apiKey());
  }

  /** Returns the key that is stored for a model in this form. */
  public ProviderKey resolve(String modelId, Optional<String> stored) {
    return stored
        .map(
            text ->
                box.open(
                    place(modelId),
                    text,
                    "the key cannot be decrypted with config/secret for this model: enter it"
                        + " again"))
        .map(ProviderKeys::usable)
        .orElseGet(ProviderKey.Absent::new);
  }

  private static String place(String modelId) {
    return "model:" + modelId;
  }

  /** A key travels in a header, which is one line. Many are pasted with the line's end. */
  private static ProviderKey usable(ProviderKey key) {
    if (!(key instanceof ProviderKey.Available available)) {
      return key;
    }
    String text = available.credential().secret().strip();
    boolean fits =
        !text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c != 0x7f && c <= 0xff);
    return fits
        ? new ProviderKey.Available(new Credential(text))
        : new ProviderKey.Unreadable(
            "the key is not one line of characters that a header can hold: enter it again");
  }
}
