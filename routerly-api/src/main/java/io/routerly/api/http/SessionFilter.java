package io.routerly.api.http;

import io.routerly.auth.Principal;
import io.routerly.auth.Sessions;
import io.routerly.domain.Permission;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.stream.Collectors;

/** Lets a request pass whose caller is signed in and may call the matched method. */
@Priority(Priorities.AUTHENTICATION)
final class SessionFilter implements ContainerRequestFilter {
  private static final String SCHEME = "bearer ";

  private final Sessions sessions;
  private final AccessRule rule;

  SessionFilter(Sessions sessions, AccessRule rule) {
    this.sessions = sessions;
    this.rule = rule;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Principal principal = sessions.verify(bearerToken(request));
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

  private static String bearerToken(ContainerRequestContext request) {
    List<String> headers = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
    if (headers.stream().distinct().count() > 1) {
      throw new GatewayException(
          ErrorCode.CONFLICTING_CREDENTIALS, "Send one Authorization header, not several.");
    }
    return headers.stream()
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> header.substring(SCHEME.length()).strip())
        .findFirst()
        .orElseThrow(
            () ->
                new GatewayException(
                    ErrorCode.UNAUTHENTICATED,
                    "Sign in first, and send the token as Authorization: Bearer."));
  }
}
