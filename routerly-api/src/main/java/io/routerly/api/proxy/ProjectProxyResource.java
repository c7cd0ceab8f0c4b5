package io.routerly.api.proxy;

import io.routerly.api.http.Budgeted;
import io.routerly.api.http.ProxyCall;
import jakarta.ws.rs.Path;

/** The proxy at {@code /projects/{slug}/v1}: the token must be one of that project. */
@Path("projects/{slug}/v1")
@ProxyCall
@Budgeted
public final class ProjectProxyResource extends ProxyRoutes {
  public ProjectProxyResource(ProxyEndpoint endpoint, ModelListing models) {
    super(endpoint, models);
  }
}
