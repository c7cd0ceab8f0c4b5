package io.routerly.api.proxy;

import io.routerly.api.http.ProxyCall;
import jakarta.ws.rs.Path;

/** Counting at {@code /projects/{slug}/v1}: the token must be one of that project. */
@Path("projects/{slug}/v1/messages/count_tokens")
@ProxyCall
public final class ProjectCountResource extends CountRoute {
  public ProjectCountResource(ProxyEndpoint endpoint) {
    super(endpoint);
  }
}
