package io.routerly.standalone;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.io.IOException;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * Tells a client that waits for {@code 100 Continue} to send its body, after every other filter has
 * agreed to the request.
 */
@Priority(Integer.MAX_VALUE)
final class ContinueFilter implements ContainerRequestFilter {
  private final Provider<Request> requests;

  @Inject
  ContinueFilter(Provider<Request> requests) {
    this.requests = requests;
  }

  @Override
  public void filter(ContainerRequestContext context) throws IOException {
    if (context.getHeaders().containsKey("Expect")) {
      acknowledge(requests.get());
    }
  }

  private static void acknowledge(Request request) throws IOException {
    if (!request.requiresAcknowledgement()) {
      return;
    }
    boolean keepAlive = Boolean.TRUE.equals(request.getAttribute(GatewayHandler.KEEP_ALIVE));
    request.getRequest().getProcessingState().setKeepAlive(keepAlive);
    Response response = request.getResponse();
    response.setStatus(HttpStatus.CONINTUE_100);
    response.sendAcknowledgement();
    response.setStatus(HttpStatus.OK_200);
  }
}
