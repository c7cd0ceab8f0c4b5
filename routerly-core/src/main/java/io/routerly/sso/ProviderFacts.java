package io.routerly.sso;

import io.routerly.domain.HttpAddress;
import io.routerly.domain.OidcSettings;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a provider publishes of itself (OpenID Connect Discovery 1.0, section 3).
 *
 * @param authorization where people sign in
 * @param token where a code is exchanged
 * @param keys where the keys are with which it signs
 * @param userinfo where it tells more of a person
 * @param algorithms with which it signs, as far as they are allowed here
 * @param takesBasic whether it takes a client's secret as Basic credentials
 * @param namesItself whether its answers carry {@code iss} (RFC 9207)
 */
record ProviderFacts(
    URI authorization,
    URI token,
    URI keys,
    Optional<URI> userinfo,
    Set<String> algorithms,
    boolean takesBasic,
    boolean namesItself) {
  /** Signatures with a public key; whoever knows that key must not be able to sign. */
  private static final Set<String> ALLOWED =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  private static final String ALGORITHMS = "id_token_signing_alg_values_supported";
  private static final String METHODS = "token_endpoint_auth_methods_supported";
  private static final String BASIC = "client_secret_basic";

  /** Returns where a provider publishes this. */
  static URI addressOf(OidcSettings settings) {
    return URI.create(
        settings.issuer().replaceFirst("/+$", "") + "/.well-known/openid-configuration");
  }

  /**
   * Reads what it published.
   *
   * @throws io.routerly.error.GatewayException {@code identity_provider_failed} if it is not that
   *     of the issuer that is configured, or lacks something
   */
  static ProviderFacts of(JsonObject published, OidcSettings settings) {
    Claims all = new Claims(published);
    if (all.text("issuer").filter(settings.issuer()::equals).isEmpty()) {
      throw Failures.provider(
          "The identity provider calls itself by another issuer than the settings do: write"
              + " oidc.issuer exactly as its discovery document does.");
    }
    return new ProviderFacts(
        endpoint(all, "authorization_endpoint", settings).orElseThrow(() -> lacks("authorization")),
        endpoint(all, "token_endpoint", settings).orElseThrow(() -> lacks("token")),
        endpoint(all, "jwks_uri", settings).orElseThrow(() -> lacks("keys")),
        endpoint(all, "userinfo_endpoint", settings),
        algorithms(all),
        !all.has(METHODS) || all.texts(METHODS).contains(BASIC),
        all.isTrue("authorization_response_iss_parameter_supported"));
  }

  private static Set<String> algorithms(Claims all) {
    Set<String> announced =
        new TreeSet<>(all.has(ALGORITHMS) ? all.texts(ALGORITHMS) : Set.of("RS256"));
    announced.retainAll(ALLOWED);
    if (announced.isEmpty()) {
      throw Failures.provider(
          "The identity provider announces no algorithm with public keys for its ID tokens.");
    }
    return announced;
  }

  private static Optional<URI> endpoint(Claims all, String name, OidcSettings settings) {
    return all.text(name).map(text -> checked(name, text, settings));
  }

  private static URI checked(String name, String text, OidcSettings settings) {
    try {
      URI address = new URI(text);
      boolean plain = !"https".equalsIgnoreCase(address.getScheme());
      if (HttpAddress.of(address).isPresent()
          && address.getRawFragment() == null
          && (!plain || OidcSettings.mayBePlain(URI.create(settings.issuer())))) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Refused below, as other addresses that cannot be used are.
    }
    throw Failures.provider("The identity provider publishes no https address as " + name + ".");
  }

  private static RuntimeException lacks(String what) {
    return Failures.provider(
        "The identity provider's discovery document lacks the address for " + what + ".");
  }
}
