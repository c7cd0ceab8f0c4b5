package io.routerly.sso;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.domain.OidcSettings;
import io.routerly.secret.OidcSecrets;
import io.routerly.secret.ProviderKey;
import io.routerly.upstream.Header;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Exchanges codes for what the provider says of people. Thread-safe. */
final class CodeExchange {
  private static final String ID_TOKEN = "id_token";
  private static final String ACCESS_TOKEN = "access_token";
  private static final String VERIFIED = "email_verified";

  private final ProviderCache providers;
  private final ProviderHttp http;
  private final IdTokens idTokens;
  private final OidcSecrets secrets;

  CodeExchange(ProviderCache providers, ProviderHttp http, IdTokens idTokens, OidcSecrets secrets) {
    this.providers = providers;
    this.http = http;
    this.idTokens = idTokens;
    this.secrets = secrets;
  }

  /**
   * Returns what the provider says of the person who came back with a code.
   *
   * @throws io.routerly.error.GatewayException {@code sign_in_invalid} if the provider does not
   *     know the code, {@code identity_provider_failed} for whatever else is wrong
   */
  Claims claims(String code, PendingSignIn pending, OidcSettings settings) {
    Provider provider = providers.get(settings);
    Claims tokens = tokens(code, pending, settings, provider);
    Optional<String> accessToken = tokens.text(ACCESS_TOKEN);
    Claims claims =
        idTokens.verify(
            tokens
                .text(ID_TOKEN)
                .orElseThrow(() -> Failures.provider("The identity provider gave no ID token.")),
            settings,
            new IdTokens.Expected(pending.nonce(), accessToken));
    return completed(claims, accessToken, settings, provider);
  }

  private Claims tokens(
      String code, PendingSignIn pending, OidcSettings settings, Provider provider) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", pending.redirectUri());
    form.put("code_verifier", pending.verifier());
    Header[] headers = credentials(settings, provider, form);
    ProviderHttp.Answer answer =
        http.post(provider.facts().token(), settings, Forms.of(form), headers);
    return answer.status() == 200 ? new Claims(answer.body()) : refusal(answer);
  }

  /** Adds what the service proves itself with to the form, or returns the header that does so. */
  private Header[] credentials(OidcSettings settings, Provider provider, Map<String, String> form) {
    ProviderKey secret = secrets.read(settings);
    if (secret instanceof ProviderKey.Unreadable unreadable) {
      throw Failures.provider(
          "The client secret for the identity provider cannot be used: " + unreadable.reason());
    }
    String clear =
        secret instanceof ProviderKey.Available available ? available.credential().secret() : "";
    if (!clear.isEmpty() && provider.facts().takesBasic()) {
      String pair = Forms.encode(settings.clientId()) + ":" + Forms.encode(clear);
      return new Header[] {
        new Header(
            "authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
      };
    }
    form.put("client_id", settings.clientId());
    if (!clear.isEmpty()) {
      form.put("client_secret", clear);
    }
    return new Header[0];
  }

  private static Claims refusal(ProviderHttp.Answer answer) {
    String error = new Claims(answer.body()).text("error").orElse("");
    if (error.equals("invalid_grant")) {
      throw Failures.invalid(
          "The identity provider does not accept the code, or not any more: sign in again.");
    }
    if (error.equals("invalid_client") || answer.status() == 401) {
      throw Failures.provider(
          "The identity provider does not accept oidc.clientId with oidc.clientSecret.");
    }
    answer.orThrow();
    throw Failures.provider("The identity provider gave no tokens.");
  }

  /** Asks the provider for what its ID token left out, if that is needed and it can be asked. */
  private Claims completed(
      Claims claims, Optional<String> accessToken, OidcSettings settings, Provider provider) {
    boolean complete =
        claims.has(settings.emailClaim())
            && (claims.has(VERIFIED) || !settings.requireVerifiedEmail())
            && (claims.has(settings.groupsClaim()) || settings.groupRoles().isEmpty());
    if (complete || accessToken.isEmpty() || provider.facts().userinfo().isEmpty()) {
      return claims;
    }
    Claims more =
        new Claims(
            http.get(
                    provider.facts().userinfo().get(),
                    settings,
                    new Header("authorization", "Bearer " + accessToken.get()))
                .orThrow());
    if (!more.subject().equals(claims.subject())) {
      throw Failures.provider("The identity provider's userinfo is of another person.");
    }
    return claims.with(more);
  }
}
