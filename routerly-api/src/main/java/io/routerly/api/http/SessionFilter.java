package io.routerly.api.http;

import io.routerly.auth.Principal;
import io.routerly.domain.ActorKind;
import io.routerly.domain.Permission;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lets a request pass whose caller is signed in and may call the matched method. */
@Priority(Priorities.AUTHENTICATION)
final class SessionFilter implements ContainerRequestFilter {
  private final Identity identity;
  private final AccessRule rule;

  SessionFilter(Identity identity, AccessRule rule) {
    this.identity = identity;
    this.rule = rule;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Principal principal = principalOf(request).at(PeerAddress.of(request));
    if (rule.inPerson() && principal.via() == ActorKind.TOKEN) {
      throw new GatewayException(
          ErrorCode.FORBIDDEN,
          "An access token does not allow this: sign in, and do it in the session.");
    }
    if (!rule.oneOf().isEmpty() && rule.oneOf().stream().noneMatch(principal::holds)) {
      throw new GatewayException(
          ErrorCode.FORBIDDEN,
          (principal.via() == ActorKind.TOKEN
                  ? "This access token, or its owner's role, does not allow this"
                  : "Your role does not allow this")
              + ": it takes the permission "
              + rule.oneOf().stream()
                  .map(Permission::wireName)
                  .sorted()
                  .collect(Collectors.joining(" or "))
              + ".");
    }
    request.setSecurityContext(new SignedInContext(principal, request.getSecurityContext()));
  }

  /**
   * The headers of a trusted proxy are a credential as any other, so a second one beside them is
   * refused. Browsers bring them by themselves, as they do cookies.
   */
  private Principal principalOf(ContainerRequestContext request) {
    Optional<Principal> named =
        identity.header().verify(headersOf(request), PeerAddress.of(request));
    Optional<String> bearer = bearer(request);
    Optional<String> cookie = SessionCookies.access(request.getCookies());
    if (named.isEmpty()) {
      return identity.verify(credential(request, bearer, cookie));
    }
    if (bearer.isPresent() || cookie.isPresent()) {
      throw new GatewayException(
          ErrorCode.CONFLICTING_CREDENTIALS,
          "The proxy says who you are: send neither an Authorization header nor the cookie of a"
              + " session, which signing out takes away.");
    }
    requirePage(request);
    return named.get();
  }

  private static Function<String, List<String>> headersOf(ContainerRequestContext request) {
    return name -> request.getHeaders().getOrDefault(name, List.of());
  }

  private static Optional<String> bearer(ContainerRequestContext request) {
    return SessionCookies.bearer(headersOf(request).apply(HttpHeaders.AUTHORIZATION));
  }

  private static void requirePage(ContainerRequestContext request) {
    SessionCookies.requirePage(
        request.getMethod(), request.getHeaders().containsKey(SessionCookies.PAGE_HEADER));
  }

  private String credential(
      ContainerRequestContext request, Optional<String> bearer, Optional<String> cookie) {
    if (bearer.isPresent() && cookie.isPresent() && !bearer.equals(cookie)) {
      throw new GatewayException(
          ErrorCode.CONFLICTING_CREDENTIALS,
          "Send an Authorization header or the cookie of a session, not both.");
    }
    if (bearer.isEmpty() && cookie.isPresent()) {
      requirePage(request);
    }
    return bearer
        .or(() -> cookie)
        .orElseThrow(
            () ->
                new GatewayException(
                    ErrorCode.UNAUTHENTICATED,
                    identity.header().isFromElsewhere(headersOf(request), PeerAddress.of(request))
                        ? "The header of the proxy does not count: this connection comes from none"
                            + " of the addresses in trustedHeader.trustedProxies."
                        : "Sign in first, and send the token as Authorization: Bearer."));
  }
}
