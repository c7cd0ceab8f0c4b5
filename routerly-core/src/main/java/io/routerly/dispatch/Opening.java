package io.routerly.dispatch;

import static java.util.Locale.ROOT;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.provider.ProviderRefusal;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.AnswerWatch.ReportedError;
import java.util.List;

/**
 * The step from a provider's status line to an answer that can be relied on: the whole of a
 * buffered one, the first event of a streamed one.
 *
 * @param attempt whose answer it is
 * @param watch looks at the answer
 * @param dropUsageChunk whether the usage chunk is kept from the client
 */
record Opening(Attempt attempt, AnswerWatch watch, boolean dropUsageChunk) {
  private static final int MAX_BODY_BYTES = 256 * 1024 * 1024;

  /**
   * Takes the response over: it is closed here unless it is part of what is returned.
   *
   * @throws GatewayException if the answer turns out to be a failure
   */
  Accepted accept(UpstreamResponse response) {
    attempt.firstByteArrived();
    String type = response.header("content-type").orElse("").toLowerCase(ROOT);
    if (type.startsWith("text/event-stream")) {
      return stream(response);
    }
    if (type.contains("json") || type.startsWith("text/") || type.isEmpty()) {
      try (response) {
        return whole(response, type.contains("json"));
      }
    }
    return new Accepted.Bytes(attempt, response.status(), response.headers(), watch, response);
  }

  private Accepted stream(UpstreamResponse response) {
    WatchedStream stream = new WatchedStream(response, watch, dropUsageChunk);
    boolean accepted = false;
    try {
      while (!stream.sawEvent() && !stream.ended()) {
        stream.read();
      }
      if (stream.sawFailure()) {
        throw refusal(watch.error().orElseGet(Opening::unexplained), new byte[0]);
      }
      if (!stream.sawEvent()) {
        throw new GatewayException(
            ErrorCode.PROVIDER_INTERRUPTED, "The provider ended its stream before it began.");
      }
      accepted = true;
      return new Accepted.Streaming(attempt, response.status(), response.headers(), watch, stream);
    } finally {
      if (!accepted) {
        stream.close();
      }
    }
  }

  private Accepted whole(UpstreamResponse response, boolean json) {
    byte[] body = response.readAll(MAX_BODY_BYTES);
    if (json) {
      look(body);
    }
    if (watch.error().isPresent()) {
      throw refusal(watch.error().get(), body);
    }
    return new Accepted.Whole(attempt, response.status(), response.headers(), watch, body);
  }

  private void look(byte[] body) {
    try {
      watch.body(body);
    } catch (JsonSyntaxException e) {
      throw new GatewayException(
          ErrorCode.PROVIDER_BAD_RESPONSE,
          "The provider's answer is not valid JSON: " + e.getMessage() + ".",
          e);
    }
  }

  private static ReportedError unexplained() {
    return new ReportedError("error", "The provider gave no reason.");
  }

  /** An error under a status of success gets the status that its code stands for. */
  private static ProviderRefusal refusal(ReportedError error, byte[] body) {
    int status =
        switch (error.code()) {
          case "invalid_request_error" -> 400;
          case "authentication_error" -> 401;
          case "permission_error" -> 403;
          case "not_found_error" -> 404;
          case "rate_limit_error", "rate_limit_exceeded" -> 429;
          case "overloaded_error" -> 529;
          case "api_error", "server_error" -> 500;
          default -> 502;
        };
    return new ProviderRefusal(status, error.message(), List.of(), body);
  }
}
