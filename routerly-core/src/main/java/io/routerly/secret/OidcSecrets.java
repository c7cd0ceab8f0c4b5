package io.routerly.secret;

import io.routerly.domain.OidcSettings;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Encrypts the client secret of the identity provider for {@code settings.json} and reads it back.
 *
 * <p>It is bound to the issuer, so that beside the address of another provider it does not decrypt.
 * {@code env:NAME} names an environment variable instead. Thread-safe.
 */
public final class OidcSecrets {
  private final SecretBox box;

  /**
   * @param environment gives the value of an environment variable
   */
  public OidcSecrets(
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

  /** Returns the same settings, with the client secret in its stored form. */
  public OidcSettings seal(OidcSettings settings) {
    return settings.withClientSecret(
        settings
            .clientSecret()
            .map(
                secret ->
                    ProviderKeys.isStoredForm(secret)
                        ? secret
                        : box.seal(place(settings), secret)));
  }

  /**
   * Returns the same settings, with the client secret encrypted with the master secret that is used
   * now; what cannot be decrypted stays as it is.
   */
  public OidcSettings reseal(OidcSettings settings) {
    return settings.withClientSecret(
        settings.clientSecret().map(stored -> box.reseal(place(settings), stored)));
  }

  /** Returns the client secret. */
  public ProviderKey read(OidcSettings settings) {
    return settings
        .clientSecret()
        .map(
            stored ->
                box.open(
                    place(settings),
                    stored,
                    "clientSecret cannot be decrypted with config/secret for this issuer: enter it"
                        + " again"))
        .orElseGet(ProviderKey.Absent::new);
  }

  private static String place(OidcSettings settings) {
    return "oidc:clientSecret:" + settings.issuer();
  }
}
