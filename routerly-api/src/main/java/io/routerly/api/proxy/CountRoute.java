package io.routerly.api.proxy;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/**
 * Where Anthropic's clients ask how many tokens a request has, wherever it is rooted. It is free,
 * so it stands beside the paths that budgets guard.
 */
public abstract class CountRoute {
  private final ProxyEndpoint endpoint;

  CountRoute(ProxyEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @POST
  public Response count(@Context ContainerRequestContext request) {
    return endpoint.count(request);
  }
}
