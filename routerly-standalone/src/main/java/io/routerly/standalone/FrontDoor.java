package io.routerly.standalone;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;

/**
 * Lets requests in to Jersey, and answers those itself that Jersey cannot take: whose address is no
 * URI, or for which there is no thread to spare.
 *
 * <p>Jersey makes URIs of each request before it does anything else and throws what its server
 * would log as an accident. Asking Jersey, rather than looking first, costs nothing when all is
 * well. Thread-safe.
 */
final class FrontDoor {
  private final GrizzlyHttpContainer jersey;
  private final RequestLanes lanes;
  private final ServerErrors errors;

  FrontDoor(GrizzlyHttpContainer jersey, RequestLanes lanes, ServerErrors errors) {
    this.jersey = jersey;
    this.lanes = lanes;
    this.errors = errors;
  }

  /** Serves a request, one way or the other. */
  void service(Request request, Response response) {
    if (!lanes.tryRun(request.getRequestURI(), () -> letIn(request, response))) {
      refuse(
          request,
          response,
          new GatewayException(
              ErrorCode.OVERLOADED, "All threads are busy: try again in a moment."));
    }
  }

  private void letIn(Request request, Response response) {
    if (tookIn(request, response)) {
      return;
    }
    // A name such as my_gateway is no host of a URI, yet containers are called so. Nothing depends
    // on it.
    request.getRequest().serverName().setString("localhost");
    if (!tookIn(request, response)) {
      refuse(
          request,
          response,
          new GatewayException(
              ErrorCode.INVALID_REQUEST,
              "The path or the query is not a valid URI: encode what is not allowed there."));
    }
  }

  /** Returns false, with nothing done, if the request's address is no URI. */
  private boolean tookIn(Request request, Response response) {
    try {
      jersey.service(request, response);
      return true;
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof URISyntaxException) {
        return false;
      }
      throw e;
    }
  }

  private void refuse(Request request, Response response, GatewayException error) {
    try {
      errors.answer(request, response, error);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot answer a request that is refused", e);
    }
  }
}
