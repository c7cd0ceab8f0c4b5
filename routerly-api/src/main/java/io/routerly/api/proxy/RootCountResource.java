package io.routerly.api.proxy;

import io.routerly.api.http.ProxyCall;
import jakarta.ws.rs.Path;

/** Counting at {@code /v1}: the token alone says which project it is. */
@Path("v1/messages/count_tokens")
@ProxyCall
public final class RootCountResource extends CountRoute {
  public RootCountResource(ProxyEndpoint endpoint) {
    super(endpoint);
  }
}
