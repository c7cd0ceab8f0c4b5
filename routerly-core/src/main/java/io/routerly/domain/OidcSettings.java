package io.routerly.domain;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How people sign in at an OpenID Connect provider: {@code oidc} in {@code settings.json}.
 *
 * @param issuer the provider's issuer, letter by letter as the provider itself writes it
 * @param clientId what the service is called there
 * @param clientSecret what the service proves that with, in its stored form; absent for a public
 *     client, which has PKCE alone
 * @param scopes what is asked for
 * @param emailClaim the claim that holds a person's e-mail address
 * @param groupsClaim the claim that holds the names of a person's groups; one that begins with a
 *     slash is a JSON pointer into the claims
 * @param groupRoles the role that each group gives; of several the one that grants the most
 * @param defaultRole the role of people in none of these groups; absent: they are refused
 * @param allowCreate whether people who sign in for the first time get an account
 * @param linkByEmail whether people whose verified e-mail address is that of an account get that
 *     account
 * @param requireVerifiedEmail whether the provider must have verified the e-mail address
 * @param displayName what the provider is called on the page where people sign in
 */
public record OidcSettings(
    String issuer,
    String clientId,
    Optional<String> clientSecret,
    @Default("[\"openid\",\"email\",\"profile\"]") List<String> scopes,
    @Default("\"email\"") String emailClaim,
    @Default("\"groups\"") String groupsClaim,
    Map<String, String> groupRoles,
    Optional<String> defaultRole,
    @Default("true") boolean allowCreate,
    @Default("false") boolean linkByEmail,
    @Default("true") boolean requireVerifiedEmail,
    @Default("\"Single sign-on\"") String displayName) {
  /** The claim that {@code email_verified} speaks of. */
  public static final String EMAIL = "email";

  private static final String OPENID = "openid";
  private static final int MAX_NAME = 200;
  private static final int MAX_SECRET = 8192;
  private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1,200}");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,500}");

  public OidcSettings {
    requireIssuer(issuer);
    Checks.matches(clientId, PRINTABLE, "clientId", "1 to 500 printable characters of ASCII");
    clientSecret.ifPresent(secret -> Checks.line(secret, MAX_SECRET, "clientSecret"));
    scopes = List.copyOf(scopes);
    scopes.forEach(scope -> Checks.matches(scope, SCOPE, "scopes", "a list of scopes"));
    if (!scopes.contains(OPENID)) {
      throw new InvalidFieldException("scopes", "must contain \"openid\"");
    }
    Checks.line(emailClaim, MAX_NAME, "emailClaim");
    Checks.line(groupsClaim, MAX_NAME, "groupsClaim");
    groupRoles = Collections.unmodifiableMap(new LinkedHashMap<>(groupRoles));
    requireSomebody(groupRoles, defaultRole);
    requireVerifiable(emailClaim, linkByEmail, requireVerifiedEmail);
    Checks.line(displayName, MAX_NAME, "displayName");
  }

  /** Returns whether the provider may be spoken to without TLS, as it is on this very machine. */
  public static boolean mayBePlain(URI address) {
    return HttpAddress.of(address)
        .filter(
            found ->
                found.host().equals("localhost")
                    || found.host().equals("::1")
                    || found.host().matches("127(\\.\\d{1,3}){3}"))
        .isPresent();
  }

  /** Returns these with the secret in another form. */
  public OidcSettings withClientSecret(Optional<String> stored) {
    return new OidcSettings(
        issuer,
        clientId,
        stored,
        scopes,
        emailClaim,
        groupsClaim,
        groupRoles,
        defaultRole,
        allowCreate,
        linkByEmail,
        requireVerifiedEmail,
        displayName);
  }

  private static void requireIssuer(String issuer) {
    HttpAddress.require(issuer, "issuer");
    URI address = URI.create(issuer);
    if (!address.getScheme().equalsIgnoreCase("https") && !mayBePlain(address)) {
      throw new InvalidFieldException(
          "issuer", "must begin with https:, unless the provider runs on this machine");
    }
  }

  static void requireSomebody(Map<String, String> groupRoles, Optional<String> defaultRole) {
    if (groupRoles.isEmpty() && defaultRole.isEmpty()) {
      throw new InvalidFieldException(
          "groupRoles", "must give some group a role, unless there is a defaultRole");
    }
  }

  /** A provider only says of its standard claim whether it verified it. */
  private static void requireVerifiable(String claim, boolean link, boolean verified) {
    if (!claim.equals(EMAIL) && verified) {
      throw new InvalidFieldException(
          "requireVerifiedEmail",
          "must be false for another emailClaim than \"email\", which no provider says to have"
              + " verified");
    }
    if (link && !verified) {
      throw new InvalidFieldException(
          "linkByEmail",
          "must be false unless requireVerifiedEmail is true: anybody could have the account");
    }
  }

  /** Prints without the secret. */
  @Override
  public String toString() {
    return "OidcSettings[" + issuer + "]";
  }
}
