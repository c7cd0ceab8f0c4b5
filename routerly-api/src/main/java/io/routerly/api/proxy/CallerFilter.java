package io.routerly.api.proxy;

import io.routerly.api.http.ProxyCall;
import io.routerly.auth.Caller;
import io.routerly.auth.TokenAuthenticator;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Authenticates a proxy call and resolves its project, before the body is read. */
@ProxyCall
@Priority(Priorities.AUTHENTICATION)
public final class CallerFilter implements ContainerRequestFilter {
  private final TokenAuthenticator authenticator;

  public CallerFilter(TokenAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Caller caller = authenticator.authenticate(Credentials.tokenOf(request));
    String slug = request.getUriInfo().getPathParameters().getFirst("slug");
    if (slug != null && !slug.equals(caller.project().slug())) {
      throw new GatewayException(
          ErrorCode.PROJECT_MISMATCH,
          "This token does not belong to project \"" + slug + "\": use one of its own.");
    }
    CallContext.setCaller(request, caller);
  }
}
