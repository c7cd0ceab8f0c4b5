package io.routerly.api.proxy;

import io.routerly.api.http.Budgeted;
import io.routerly.api.http.ProxyCall;
import jakarta.ws.rs.Path;

/** The proxy at {@code /v1}: the token alone says which project it is. */
@Path("v1")
@ProxyCall
@Budgeted
public final class RootProxyResource extends ProxyRoutes {
  public RootProxyResource(ProxyEndpoint endpoint, ModelListing models) {
    super(endpoint, models);
  }
}
