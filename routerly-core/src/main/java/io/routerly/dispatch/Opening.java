package io.routerly.dispatch;

import static java.util.Locale.ROOT;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.provider.ProviderAnswer;
import io.routerly.provider.ProviderRefusal;
import io.routerly.provider.Redaction;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.AnswerWatch.ReportedError;
import io.routerly.wire.ErrorStatus;
import io.routerly.wire.WireFormat;

/**
 * The step from a provider's status line to an answer that can be relied on: the whole of a
 * buffered one, the first event of a streamed one.
 *
 * @param attempt whose answer it is
 * @param format the format that it has to be in
 * @param watch looks at the answer
 * @param dropUsageChunk whether the usage chunk is kept from the client
 */
record Opening(Attempt attempt, WireFormat format, AnswerWatch watch, boolean dropUsageChunk) {
  private static final int MAX_BODY_BYTES = 256 * 1024 * 1024;

  /**
   * Takes the response over: it is closed here unless it is part of what is returned.
   *
   * @throws GatewayException if the answer turns out to be a failure, or no answer at all
   */
  Accepted accept(ProviderAnswer answer) {
    attempt.firstByteArrived();
    UpstreamResponse response = answer.response();
    String type = response.header("content-type").orElse("").toLowerCase(ROOT);
    if (type.startsWith("text/event-stream")) {
      return stream(response, answer.redaction());
    }
    boolean mustParse = format != WireFormat.OPAQUE;
    boolean mayParse = mustParse || type.contains("json") || type.isEmpty();
    if (mayParse || type.startsWith("text/")) {
      try (response) {
        return whole(response, answer.redaction(), mayParse);
      }
    }
    return new Accepted.Bytes(attempt, response.status(), response.headers(), watch, response);
  }

  private Accepted stream(UpstreamResponse response, Redaction redaction) {
    WatchedStream stream = new WatchedStream(response, watch, kind(), redaction);
    boolean accepted = false;
    try {
      while (!stream.sawEvent() && !stream.ended()) {
        stream.read();
      }
      if (stream.sawFailure()) {
        throw refusal(stream.reportedFailure(), response, new byte[0]);
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

  private WatchedStream.Kind kind() {
    if (format == WireFormat.OPAQUE) {
      return WatchedStream.Kind.OPAQUE;
    }
    return dropUsageChunk ? WatchedStream.Kind.WITHOUT_USAGE_CHUNK : WatchedStream.Kind.WHOLE;
  }

  private Accepted whole(UpstreamResponse response, Redaction redaction, boolean parsed) {
    byte[] body = response.readAll(MAX_BODY_BYTES);
    if (parsed) {
      look(body);
    }
    if (watch.error().isPresent()) {
      throw refusal(redaction.apply(watch.error()), response, redaction.apply(body));
    }
    return new Accepted.Whole(attempt, response.status(), response.headers(), watch, body);
  }

  /** Whatever its content type says, an answer in a known format is one object of JSON. */
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

  /** An error under a status of success gets the status that its code stands for. */
  private ProviderRefusal refusal(ReportedError error, UpstreamResponse response, byte[] body) {
    int status = ErrorStatus.of(error.code());
    return new ProviderRefusal(format, status, error.message(), response.headers(), body);
  }
}
