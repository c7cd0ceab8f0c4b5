package io.routerly.api.management;

import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Refusals;
import io.routerly.domain.OidcSettings;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Optional;

/**
 * Hides the client secret of the identity provider, and puts it back where a client sends the mask.
 * A secret does not follow to another issuer: whoever runs that one would be told it.
 */
final class OidcMask {
  private static final String SECRET = "clientSecret";
  private static final String ISSUER = "issuer";

  private OidcMask() {}

  static JsonObject masked(JsonObject oidc) {
    return oidc.containsKey(SECRET) ? with(oidc, Masks.MASK) : oidc;
  }

  /**
   * Returns the settings with the secret in the place of its mask.
   *
   * @throws io.routerly.error.GatewayException {@code invalid_request} for a mask that stands for
   *     nothing, or for a secret that would go elsewhere
   */
  static JsonObject unmasked(JsonObject oidc, Optional<OidcSettings> before) {
    if (!Masks.ofSecret(oidc.get(SECRET))) {
      return oidc;
    }
    String stored =
        before
            .filter(
                known ->
                    oidc.get(ISSUER) instanceof JsonString issuer
                        && issuer.getString().equals(known.issuer()))
            .flatMap(OidcSettings::clientSecret)
            .orElseThrow(
                () -> Refusals.wrongField("/oidc/" + SECRET, "must be entered, or entered again"));
    return with(oidc, stored);
  }

  private static JsonObject with(JsonObject oidc, String secret) {
    return JsonAnswer.JSON.createObjectBuilder(oidc).add(SECRET, secret).build();
  }
}
