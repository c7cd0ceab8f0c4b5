package io.routerly.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.api.http.AnswerHeaders;
import io.routerly.api.http.ErrorAnswers;
import io.routerly.domain.Ids;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.io.IOException;
import org.glassfish.grizzly.http.server.ErrorPageGenerator;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * What the server itself answers when it cannot hand a request to the application: what the
 * application would, in the envelope of the path's API, and never a stack trace or a product name.
 */
final class ServerErrors implements ErrorPageGenerator {
  private final ErrorAnswers answers;
  private final Ids ids;

  ServerErrors(ErrorAnswers answers, Ids ids) {
    this.answers = answers;
    this.ids = ids;
  }

  /** Answers a request with an error. */
  void answer(Request request, Response response, GatewayException error) throws IOException {
    response.setStatus(error.status());
    byte[] body = tell(request, response, error);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  @Override
  public String generate(
      Request request,
      int status,
      @Nullable String reasonPhrase,
      @Nullable String description,
      @Nullable Throwable exception) {
    return new String(tell(request, request.getResponse(), errorOf(status)), UTF_8);
  }

  private byte[] tell(Request request, Response response, GatewayException error) {
    ErrorAnswers.headers(error).forEach(response::setHeader);
    response.setHeader(ErrorAnswers.TRACE_HEADER, ids.trace());
    AnswerHeaders.ofServer().forEach(response::setHeader);
    response.setContentType("application/json");
    return answers.bytes(request.getRequestURI().replaceFirst("^/+", ""), error);
  }

  private static GatewayException errorOf(int status) {
    return switch (status) {
      case 503 ->
          new GatewayException(
              ErrorCode.OVERLOADED, "The service is stopping. Send the request again.");
      case 413 -> new GatewayException(ErrorCode.REQUEST_TOO_LARGE, "The request is too large.");
      case 404 -> new GatewayException(ErrorCode.NOT_FOUND, "There is nothing at this path.");
      default ->
          status < 500
              ? new GatewayException(ErrorCode.INVALID_REQUEST, "The request is not valid HTTP.")
              : new GatewayException(
                  ErrorCode.INTERNAL_ERROR,
                  "The request failed because of an error in the gateway.");
    };
  }
}
