package io.routerly.standalone;

import io.routerly.api.http.Public;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.lang.reflect.Method;
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
  private final ResourceInfo resource;

  @Inject
  ContinueFilter(Provider<Request> requests, @Context ResourceInfo resource) {
    this.requests = requests;
    this.resource = resource;
  }

  @Override
  public void filter(ContainerRequestContext context) throws IOException {
    if (context.getHeaders().containsKey("Expect")) {
      acknowledge(requests.get());
    }
  }

  private boolean isForStrangers() {
    Method method = resource.getResourceMethod();
    return method != null && method.isAnnotationPresent(Public.class);
  }

  private void acknowledge(Request request) throws IOException {
    if (!request.requiresAcknowledgement()) {
      return;
    }
    boolean whole = !request.getRequest().isExpectContent();
    if (!whole && isForStrangers()) {
      // Strangers are asked for bodies by WholeBodyFilter, without a thread, or not at all.
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "Send the body at once, without the header Expect.");
    }
    boolean keepAlive = Boolean.TRUE.equals(request.getAttribute(GatewayHandler.KEEP_ALIVE));
    request.getRequest().getProcessingState().setKeepAlive(keepAlive);
    if (whole) {
      return;
    }
    Response response = request.getResponse();
    response.setStatus(HttpStatus.CONINTUE_100);
    response.sendAcknowledgement();
    response.setStatus(HttpStatus.OK_200);
  }
}
