package io.routerly.api.http;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every failure, the framework's own included, in the envelope of the path's API, with its
 * code in the header {@code x-routerly-error}. What is unexpected is logged and not shown.
 */
@SuppressWarnings("NullAway.Init") // the framework sets the context fields before the first request
public final class GatewayErrorMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayErrorMapper.class);

  private static final Map<Integer, ErrorCode> BY_STATUS =
      Map.of(
          400, ErrorCode.INVALID_REQUEST,
          401, ErrorCode.UNAUTHENTICATED,
          403, ErrorCode.FORBIDDEN,
          404, ErrorCode.NOT_FOUND,
          405, ErrorCode.METHOD_NOT_ALLOWED,
          406, ErrorCode.NOT_ACCEPTABLE,
          408, ErrorCode.REQUEST_TIMEOUT,
          413, ErrorCode.REQUEST_TOO_LARGE,
          415, ErrorCode.UNSUPPORTED_MEDIA_TYPE);

  private static final Map<ErrorCode, String> SENTENCES =
      Map.of(
          ErrorCode.INVALID_REQUEST, "The request is malformed.",
          ErrorCode.UNAUTHENTICATED, "Sign in first.",
          ErrorCode.FORBIDDEN, "You are not allowed to do this.",
          ErrorCode.NOT_FOUND, "There is nothing at this path.",
          ErrorCode.METHOD_NOT_ALLOWED,
              "This path does not know that method; the header Allow names those it knows.",
          ErrorCode.NOT_ACCEPTABLE, "The answer is not available in a type that you accept.",
          ErrorCode.REQUEST_TIMEOUT, "The request did not arrive in time.",
          ErrorCode.REQUEST_TOO_LARGE, "The request is too large.",
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send JSON, with Content-Type: application/json.",
          ErrorCode.INTERNAL_ERROR, "Something went wrong inside the gateway; its log tells more.");

  private final ErrorAnswers answers;

  @Context private UriInfo uri;
  @Context private HttpHeaders headers;
  @Context private Request request;

  public GatewayErrorMapper(ErrorAnswers answers) {
    this.answers = answers;
  }

  @Override
  public Response toResponse(Throwable failure) {
    GatewayException error = asGatewayException(failure);
    Response.ResponseBuilder answer =
        JsonAnswer.of(error.status(), answers.body(uri.getPath(), error));
    ErrorAnswers.headers(error).forEach(answer::header);
    keepAllow(failure, answer);
    return answer.build();
  }

  private void keepAllow(Throwable failure, Response.ResponseBuilder answer) {
    if (failure instanceof WebApplicationException web) {
      String allow = web.getResponse().getHeaderString(HttpHeaders.ALLOW);
      if (allow != null) {
        boolean lacksHead =
            allow.contains("GET") && !allow.contains("HEAD") && !request.getMethod().equals("HEAD");
        answer.header(HttpHeaders.ALLOW, lacksHead ? allow + ",HEAD" : allow);
      }
    }
  }

  private GatewayException asGatewayException(Throwable failure) {
    if (failure instanceof GatewayException known) {
      if (known.code() == ErrorCode.INTERNAL_ERROR) {
        LOG.error("Request {} failed", traceId(), known);
      }
      return known;
    }
    if (failure instanceof WebApplicationException web) {
      return ofStatus(web);
    }
    if (failure instanceof IOException) {
      LOG.debug("Request {} ended before it was complete", traceId(), failure);
      return new GatewayException(
          ErrorCode.INVALID_REQUEST, "The request ended before it was complete.", failure);
    }
    LOG.error("Request {} failed unexpectedly", traceId(), failure);
    return new GatewayException(
        ErrorCode.INTERNAL_ERROR, sentence(ErrorCode.INTERNAL_ERROR), failure);
  }

  private GatewayException ofStatus(WebApplicationException web) {
    int status = web.getResponse().getStatus();
    ErrorCode code =
        BY_STATUS.getOrDefault(
            status, status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL_ERROR);
    if (code == ErrorCode.INTERNAL_ERROR) {
      LOG.error("Request {} failed with status {}", traceId(), status, web);
    }
    return new GatewayException(code, sentence(code), web);
  }

  /** The id that the answer carries too, so that a report of it leads to these lines. */
  private String traceId() {
    return String.valueOf(headers.getHeaderString(ErrorAnswers.TRACE_HEADER));
  }

  private static String sentence(ErrorCode code) {
    return SENTENCES.getOrDefault(code, code.wireName());
  }
}
