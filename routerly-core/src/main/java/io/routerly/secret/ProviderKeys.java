package io.routerly.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.domain.Model;
import io.routerly.domain.NamedKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Encrypts the keys of providers for {@code models.json} and reads them back.
 *
 * <p>Keys are bound to the model's id, so that an encrypted key moved to another model, whose
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

  private static final int FINGERPRINT_BYTES = 12;

  private final SecretBox box;

  /**
   * @param environment gives the value of an environment variable
   */
  public ProviderKeys(
      MasterSecret secret, SecureRandom random, Function<String, Optional<String>> environment) {
    box = new SecretBox(keys(List.of(secret)), random, environment);
  }

  /**
   * Uses these secrets from now on.
   *
   * @param secrets the first one encrypts, all of them decrypt
   */
  public void use(List<MasterSecret> secrets) {
    box.use(keys(secrets));
  }

  private static List<byte[]> keys(List<MasterSecret> secrets) {
    return secrets.stream().map(secret -> secret.derive(MasterSecret.PROVIDER_KEYS, 32)).toList();
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

  /**
   * Returns the stored form of the same key, encrypted with the secret that is used now; what
   * cannot be decrypted stays as it is.
   */
  public String reseal(String modelId, String stored) {
    return box.reseal(place(modelId), stored);
  }

  /** Returns the keys of a model, decrypted. */
  public ModelKeys of(Model model) {
    if (model.keys().isEmpty()) {
      return ModelKeys.NONE;
    }
    Map<NamedKey, Credential> readable = new LinkedHashMap<>();
    List<String> unreadable = new ArrayList<>();
    for (NamedKey key : model.keys()) {
      ProviderKey resolved = resolve(model.id(), Optional.of(key.apiKey()));
      if (resolved instanceof ProviderKey.Available available) {
        readable.put(key, available.credential());
      } else if (resolved instanceof ProviderKey.Unreadable reason) {
        unreadable.add(reason.reason());
      }
    }
    List<Credential> all = List.copyOf(readable.values());
    return new ModelKeys(
        readable.entrySet().stream().map(key -> usable(key.getKey(), key.getValue(), all)).toList(),
        unreadable);
  }

  private static UsableKey usable(NamedKey key, Credential credential, List<Credential> all) {
    return new UsableKey(
        key.name(),
        key.name() + '#' + fingerprint(key.apiKey()),
        key.weight(),
        Optional.of(credential),
        all);
  }

  /** What is stored changes with each key that is entered, even if it is the same one. */
  private static String fingerprint(String stored) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(stored.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
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
