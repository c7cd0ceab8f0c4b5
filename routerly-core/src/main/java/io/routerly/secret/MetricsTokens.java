package io.routerly.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Encrypts the token of {@code /metrics} for {@code settings.json}, and says whether someone knows
 * it. {@code env:NAME} names an environment variable instead. Thread-safe.
 */
public final class MetricsTokens {
  private static final String PLACE = "settings:metricsToken";

  private final SecretBox box;

  /**
   * @param environment gives the value of an environment variable
   */
  public MetricsTokens(
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
    return secrets.stream().map(secret -> secret.derive(MasterSecret.CHANNEL_SECRETS, 32)).toList();
  }

  /**
   * Returns the stored form of the same token, encrypted with the secret that is used now; what
   * cannot be decrypted stays as it is.
   */
  public String reseal(String stored) {
    return box.reseal(PLACE, stored);
  }

  /** Returns the stored form of a token, which may be that already. */
  public String seal(String token) {
    return ProviderKeys.isStoredForm(token) ? token : box.seal(PLACE, token);
  }

  /** Returns whether what someone gave is the token; the time it takes does not tell how near. */
  public boolean matches(String stored, String given) {
    return read(stored) instanceof ProviderKey.Available available
        && MessageDigest.isEqual(bytes(available.credential().secret()), bytes(given));
  }

  /** Returns the token that is stored in this form. */
  public ProviderKey read(String stored) {
    return box.open(
        PLACE, stored, "metricsToken cannot be decrypted with config/secret: enter it again");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
