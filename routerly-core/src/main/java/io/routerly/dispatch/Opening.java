package io.routerly.dispatch;

import static java.util.Locale.ROOT;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.provider.ProviderAnswer;
import io.routerly.provider.ProviderRefusal;
import io.routerly.provider.Redaction;
import io.routerly.translation.StreamTranslation;
import io.routerly.translation.Translation;
import io.routerly.upstream.Header;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.upstream.UpstreamTimeoutException;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.AnswerWatch.ReportedError;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The step from a provider's status line to an answer that can be relied on: the whole of a
 * buffered one, the first event of a streamed one.
 *
 * @param attempt whose answer it is
 * @param leg the request that it answers
 * @param streamWanted whether the client wants it as a stream
 * @param patience how long the attempt may take until its stream begins
 */
record Opening(Attempt attempt, Leg leg, boolean streamWanted, Duration patience) {
  private static final String EVENTS = "text/event-stream";
  private static final String JSON = "application/json";
  private static final int MAX_BODY_BYTES = 256 * 1024 * 1024;

  /**
   * Takes the response over: it is closed here unless it is part of what is returned.
   *
   * @throws GatewayException if the answer turns out to be a failure, or no answer at all
   */
  Accepted accept(ProviderAnswer answer) {
    UpstreamResponse response = answer.response();
    String type = response.header("content-type").orElse("").toLowerCase(ROOT);
    if (type.startsWith("text/event-stream")) {
      return stream(response, answer.redaction());
    }
    boolean mustParse = leg.call().format() != WireFormat.OPAQUE;
    boolean mayParse = mustParse || type.contains("json") || type.isEmpty();
    if (mayParse || type.startsWith("text/")) {
      try (response) {
        return whole(response, answer.redaction(), mayParse);
      }
    }
    return new Accepted.Bytes(
        attempt,
        response.status(),
        answer.redaction().apply(response.headers()),
        leg.watch(),
        response);
  }

  private Accepted stream(UpstreamResponse response, Redaction redaction) {
    Optional<StreamTranslation> translation = leg.translation().map(Translation::stream);
    WatchedStream stream = new WatchedStream(response, leg.watch(), kind(), redaction, translation);
    boolean accepted = false;
    try {
      requireStreamWanted();
      awaitEvent(stream);
      if (stream.sawFailure()) {
        throw refusal(
            stream.reportedFailure(), redaction.apply(response.headers()), stream.failureBody());
      }
      if (!stream.sawEvent()) {
        throw new GatewayException(
            ErrorCode.PROVIDER_INTERRUPTED, "The provider ended its stream before it began.");
      }
      attempt.answerBegan();
      accepted = true;
      return new Accepted.Streaming(
          attempt,
          response.status(),
          headers(redaction.apply(response.headers()), EVENTS),
          watch(translation),
          stream);
    } finally {
      if (!accepted) {
        stream.close();
      }
    }
  }

  /** Comments show that the provider is there, not that the model answers. */
  private void awaitEvent(WatchedStream stream) {
    while (!stream.sawEvent() && !stream.ended()) {
      Duration left = patience.minus(attempt.elapsed());
      if (left.isNegative() || left.isZero()) {
        throw tooLate();
      }
      stream.beginWithin(left);
      readInTime(stream);
    }
    stream.begun();
  }

  /**
   * What is waited for in vain after a comment is the rest of the time, and not all that it had.
   */
  private void readInTime(WatchedStream stream) {
    try {
      stream.read();
    } catch (UpstreamTimeoutException e) {
      throw attempt.elapsed().compareTo(patience) < 0 ? e : tooLate();
    }
  }

  private UpstreamTimeoutException tooLate() {
    return new UpstreamTimeoutException(UpstreamTimeoutException.Phase.FIRST_BYTE, patience);
  }

  private void requireStreamWanted() {
    if (leg.translation().isPresent() && !streamWanted) {
      throw new GatewayException(
          ErrorCode.PROVIDER_BAD_RESPONSE, "The provider streamed what was wanted whole.");
    }
  }

  private AnswerWatch watch(Optional<StreamTranslation> translation) {
    return translation.isPresent()
        ? new TranslatedWatch(leg.watch(), translation.get())
        : leg.watch();
  }

  /** What is written anew has another length and perhaps another type. */
  private List<Header> headers(List<Header> told, String contentType) {
    if (leg.translation().isEmpty()) {
      return told;
    }
    List<Header> headers = new ArrayList<>(told);
    headers.removeIf(header -> header.name().toLowerCase(ROOT).startsWith("content-"));
    headers.add(new Header("content-type", contentType));
    return headers;
  }

  private WatchedStream.Kind kind() {
    if (leg.call().format() == WireFormat.OPAQUE) {
      return WatchedStream.Kind.OPAQUE;
    }
    return leg.dropUsageChunk() ? WatchedStream.Kind.WITHOUT_USAGE_CHUNK : WatchedStream.Kind.WHOLE;
  }

  private Accepted whole(UpstreamResponse response, Redaction redaction, boolean parsed) {
    byte[] body = response.readAll(MAX_BODY_BYTES, attempt::answerBegan);
    AnswerWatch watch = leg.watch();
    if (parsed) {
      look(body);
    }
    if (watch.error().isPresent()) {
      throw refusal(
          redaction.apply(watch.error()),
          redaction.apply(response.headers()),
          redaction.apply(body));
    }
    return new Accepted.Whole(
        attempt,
        response.status(),
        headers(redaction.apply(response.headers()), streamWanted ? EVENTS : JSON),
        watch,
        leg.translation().map(translation -> translated(translation, body)).orElse(body));
  }

  private byte[] translated(Translation translation, byte[] body) {
    try {
      byte[] written = streamWanted ? translation.wholeAsStream(body) : translation.whole(body);
      attempt.drops(translation.dropped());
      return written;
    } catch (JsonSyntaxException e) {
      throw notJson(e);
    }
  }

  /** Whatever its content type says, an answer in a known format is one object of JSON. */
  private void look(byte[] body) {
    try {
      leg.watch().body(body);
    } catch (JsonSyntaxException e) {
      throw notJson(e);
    }
  }

  private static GatewayException notJson(JsonSyntaxException e) {
    return new GatewayException(
        ErrorCode.PROVIDER_BAD_RESPONSE,
        "The provider's answer is not valid JSON: " + e.getMessage() + ".",
        e);
  }

  /** An error under a status of success gets the status that its code stands for. */
  private ProviderRefusal refusal(ReportedError error, List<Header> headers, byte[] body) {
    return new ProviderRefusal(leg.call().format(), error.status(), error.message(), headers, body);
  }
}
