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
    Principal principal = identity.verify(credential(request)).at(PeerAddress.of(request));
    if (rule.inPerson() && principal.via() == ActorKind.TOKEN) {
      throw new GatewayException(
          ErrorCode.FORBIDDEN,
          "An access token does not allow this: sign in, and do it in the session.");
    }
    if (!rule.oneOf().isEmpty() && rule.oneOf().stream().noneMatch(principal::holds)) {
      throw new GatewayException(
          ErrorCode.FORBIDDEN,
          "Your role does not allow this: it takes the permission "
              + rule.oneOf().stream()
                  .map(Permission::wireName)
                  .sorted()
                  .collect(Collectors.joining(" or "))
              + ".");
    }
    request.setSecurityContext(new SignedInContext(principal, request.getSecurityContext()));
  }

  private static String credential(ContainerRequestContext request) {
    List<String> headers = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
    Optional<String> bearer = SessionCookies.bearer(headers);
    Optional<String> cookie = SessionCookies.access(request.getCookies());
    if (bearer.isPresent() && cookie.isPresent() && !bearer.equals(cookie)) {
      throw new GatewayException(
          ErrorCode.CONFLICTING_CREDENTIALS,
          "Send an Authorization header or the cookie of a session, not both.");
    }
    if (bearer.isEmpty() && cookie.isPresent()) {
      SessionCookies.requirePage(
          request.getMethod(), request.getHeaders().containsKey(SessionCookies.PAGE_HEADER));
    }
    return bearer
        .or(() -> cookie)
        .orElseThrow(
            () ->
                new GatewayException(
                    ErrorCode.UNAUTHENTICATED,
                    "Sign in first, and send the token as Authorization: Bearer."));
  }
}
