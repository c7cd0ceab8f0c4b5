package io.routerly.api.http;

import io.routerly.auth.SignIn;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cookies of people who use the service in a browser: scripts cannot read them, other sites
 * cannot have them sent, and only the management API is sent them.
 *
 * <p>A cookie is sent by the browser on its own account, so whoever changes something with one must
 * show that the page made the request: by the header {@value #PAGE_HEADER}, which no other site can
 * set.
 *
 * @param basePath path of the application's root, with a slash at its end
 * @param secure whether browsers may send them by TLS alone
 */
public record SessionCookies(String basePath, boolean secure) {
  /** The header that a page sends with what it changes; any value will do. */
  public static final String PAGE_HEADER = "X-Requested-With";

  /** The cookie that holds the access token. */
  public static final String ACCESS = "routerly-session";

  private static final String REFRESH = "routerly-refresh";
  private static final String BEGUN = "routerly-oidc";
  private static final String BEGUN_PATH = "api/auth/oidc";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final int REFRESH_SECONDS = (int) Duration.ofDays(7).toSeconds();

  /**
   * Returns the cookies of the service that a request reached.
   *
   * @param publicUrl where people reach it: where TLS ends before the service, that tells that
   *     browsers come by it
   */
  public static SessionCookies at(UriInfo uri, String publicUrl) {
    boolean secure = uri.getBaseUri().getScheme().equals("https") || publicUrl.startsWith("https:");
    return new SessionCookies(uri.getBaseUri().getRawPath(), secure);
  }

  /** Returns what a browser kept of a sign-in that was begun at an identity provider. */
  public static Optional<String> begun(HttpHeaders headers) {
    return Optional.ofNullable(headers.getCookies().get(BEGUN)).map(Cookie::getValue);
  }

  /** Returns the access token that came as a cookie. */
  static Optional<String> access(Map<String, Cookie> cookies) {
    return Optional.ofNullable(cookies.get(ACCESS)).map(Cookie::getValue);
  }

  /** Returns the refresh token that came as a cookie. */
  public static Optional<String> refresh(HttpHeaders headers) {
    return Optional.ofNullable(headers.getCookies().get(REFRESH)).map(Cookie::getValue);
  }

  /** Returns the access token that came as a cookie. */
  public static Optional<String> access(HttpHeaders headers) {
    return access(headers.getCookies());
  }

  /**
   * Makes sure that a request whose credential is a cookie was made by a page of the service.
   *
   * @throws GatewayException {@code forbidden} if it could have been another site's
   */
  public static void requirePage(String method, HttpHeaders headers) {
    requirePage(method, headers.getHeaderString(PAGE_HEADER) != null);
  }

  static void requirePage(String method, boolean hasHeader) {
    if (!SAFE.contains(method) && !hasHeader) {
      throw new GatewayException(
          ErrorCode.FORBIDDEN,
          "A request with a cookie must carry the header " + PAGE_HEADER + ".");
    }
  }

  /** Returns the cookies of a sign-in. */
  public NewCookie[] of(SignIn signIn) {
    int accessSeconds = (int) signIn.expiresIn().toSeconds();
    return new NewCookie[] {
      cookie(ACCESS, signIn.token(), "api", accessSeconds),
      cookie(REFRESH, signIn.refreshToken(), "api/auth", REFRESH_SECONDS)
    };
  }

  /** Returns what makes a browser forget the cookies. */
  public NewCookie[] none() {
    return new NewCookie[] {cookie(ACCESS, "", "api", 0), cookie(REFRESH, "", "api/auth", 0)};
  }

  /**
   * Returns the cookie with which a browser keeps a sign-in that was begun. It is sent when the
   * identity provider, another site, leads the browser back, and not when that loads something.
   */
  public NewCookie begun(String kept, Duration lifetime) {
    return builder(BEGUN, kept, BEGUN_PATH, (int) lifetime.toSeconds())
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }

  /** Returns what makes a browser forget that cookie. */
  public NewCookie noneBegun() {
    return begun("", Duration.ZERO);
  }

  private NewCookie cookie(String name, String value, String path, int maxAgeSeconds) {
    return builder(name, value, path, maxAgeSeconds).sameSite(NewCookie.SameSite.STRICT).build();
  }

  private NewCookie.Builder builder(String name, String value, String path, int maxAgeSeconds) {
    return new NewCookie.Builder(name)
        .value(value)
        .path(basePath + path)
        .maxAge(maxAgeSeconds)
        .secure(secure)
        .httpOnly(true);
  }

  /** Returns the credential of an Authorization header, or nothing if there is none. */
  static Optional<String> bearer(List<String> headers) {
    if (headers.stream().distinct().count() > 1) {
      throw new GatewayException(
          ErrorCode.CONFLICTING_CREDENTIALS, "Send one Authorization header, not several.");
    }
    return headers.stream().findFirst().flatMap(SessionCookies::bearer);
  }

  private static Optional<String> bearer(String header) {
    String scheme = "bearer ";
    return header.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.of(header.substring(scheme.length()).strip())
        : Optional.empty();
  }
}
