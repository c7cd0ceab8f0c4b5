package io.routerly.war;

import io.routerly.api.http.AnswerHeaders;
import io.routerly.api.http.ErrorAnswers;
import io.routerly.api.http.Hold;
import io.routerly.api.http.PeerAddress;
import io.routerly.api.proxy.OpenAnswer;
import io.routerly.domain.Ids;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.log.LogMark;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jersey's servlet, which serves proxy calls on threads of the gateway, so that a stream does not
 * hold a thread of the server; everything else is quick and stays where it is.
 */
@SuppressWarnings("serial") // servlets are Serializable by inheritance, and never serialised
final class GatewayServlet extends ServletContainer {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayServlet.class);

  private final transient Executor threads;
  private final transient ErrorAnswers errors;
  private final transient Ids ids;

  /**
   * @param threads run the calls, and may reject them
   * @param errors answers what the application is not asked
   */
  GatewayServlet(ResourceConfig application, Executor threads, ErrorAnswers errors, Ids ids) {
    super(application);
    this.threads = threads;
    this.errors = errors;
    this.ids = ids;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.setAttribute(PeerAddress.ATTRIBUTE, request.getRemoteAddr());
    if (!isCall(pathOf(request))) {
      serve(request, response);
      return;
    }
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0); // the gateway has time-outs of its own
    try {
      threads.execute(() -> call(async, request, response));
    } catch (RejectedExecutionException e) {
      refuse(
          request,
          response,
          new GatewayException(
              ErrorCode.OVERLOADED, "All threads are busy: try again in a moment.", e));
      async.complete();
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      super.service(request, response);
    } finally {
      LogMark.clear();
    }
  }

  private static boolean isCall(String path) {
    return path.startsWith("v1/") || path.startsWith("projects/");
  }

  /** Returns the path below the application's root, without a leading slash. */
  private static String pathOf(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null || path.isEmpty() ? "" : path.substring(1);
  }

  private void call(AsyncContext async, HttpServletRequest request, HttpServletResponse response) {
    Hold hold = new Hold();
    request.setAttribute(Hold.ATTRIBUTE, hold);
    try {
      super.service(request, response);
    } catch (ServletException | IOException | RuntimeException | Error e) {
      LOG.error("A call failed outside the application", e);
      refuse(
          request,
          response,
          new GatewayException(
              ErrorCode.INTERNAL_ERROR,
              "Something went wrong inside the gateway; its log tells more.",
              e));
    } finally {
      LogMark.clear();
      if (!hold.hasBegun()) {
        OpenAnswer.giveUpUnwritten(request.getAttribute(OpenAnswer.ATTRIBUTE));
        async.complete();
      }
    }
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, GatewayException error) {
    if (response.isCommitted()) {
      return;
    }
    byte[] body = errors.bytes(pathOf(request), error);
    response.reset();
    response.setStatus(error.status());
    ErrorAnswers.headers(error).forEach(response::setHeader);
    response.setHeader(ErrorAnswers.TRACE_HEADER, ids.trace());
    AnswerHeaders.ofServer().forEach(response::setHeader);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      LOG.debug("The client left before it was refused", e);
    }
  }
}
