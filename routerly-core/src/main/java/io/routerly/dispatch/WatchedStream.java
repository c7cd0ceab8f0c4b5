package io.routerly.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.provider.Redaction;
import io.routerly.translation.StreamTranslation;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.AnswerWatch.EventKind;
import io.routerly.wire.AnswerWatch.ReportedError;
import io.routerly.wire.sse.SseEvent;
import io.routerly.wire.sse.SseSplitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A provider's event stream, read piece by piece while a watch looks on.
 *
 * <p>The pieces are the provider's bytes as they came, up to the end of an event: what has not
 * ended is held back, so that something of the gateway's own may follow any piece. Only when the
 * gateway, and not the client, asked for the usage chunk is that one chunk left out; and an event
 * that tells of a failure goes without the secrets that it may quote. Where the client speaks
 * another format than the provider, the pieces are what the translation makes of the events. One
 * owner thread; closing it cancels the provider's answer.
 */
public final class WatchedStream implements AutoCloseable {
  private static final int BUFFER_BYTES = 8 * 1024;
  private static final int FIRST_PIECE_BYTES = 1024;
  private static final byte[] BLANK_LINE = {'\n', '\n'};

  private final UpstreamResponse response;
  private final InputStream body;
  private final AnswerWatch watch;
  private final Kind kind;
  private final Redaction redaction;
  private final Optional<StreamTranslation> translation;
  private final SseSplitter splitter = new SseSplitter();
  private final Consumer<SseEvent> sight = this::see;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream(FIRST_PIECE_BYTES);
  private @Nullable GatewayException failure;
  private boolean droppedHalfLineEnd;
  private boolean sawEvent;
  private boolean sawLast;
  private boolean sawFailure;
  private boolean toldFailure;
  private boolean finished;
  private byte[] failureBody = {};
  private boolean ended;

  /** What is done with the events beside passing them on. */
  enum Kind {
    /** All of them pass, and the last one is known. */
    WHOLE,
    /** The same, but for the usage chunk, which the client did not ask for. */
    WITHOUT_USAGE_CHUNK,
    /** They are not understood, so that the stream is over when its bytes are. */
    OPAQUE
  }

  /**
   * @param translation writes the events in the client's format; absent: they pass as they came
   */
  WatchedStream(
      UpstreamResponse response,
      AnswerWatch watch,
      Kind kind,
      Redaction redaction,
      Optional<StreamTranslation> translation) {
    this.response = response;
    this.body = response.body();
    this.watch = watch;
    this.kind = kind;
    this.redaction = redaction;
    this.translation = translation;
  }

  /**
   * Reads what has arrived, waiting if there is nothing yet, and adds the events that it completes
   * to the current piece.
   *
   * <p>What is wrong with an event is told by the read after the one that found it, if events have
   * come before: those are good and have to be passed on.
   *
   * @throws GatewayException if the provider is silent for too long, breaks off, or sends what is
   *     not in its format
   */
  public void read() {
    if (failure != null) {
      throw failure;
    }
    int count = readBytes();
    if (count < 0) {
      ended = true;
      splitter.finish(this::seeFragment);
      finishIfWhole();
      return;
    }
    try {
      splitter.feed(buffer, 0, count, sight);
    } catch (GatewayException e) {
      if (!sawEvent) {
        throw e;
      }
      failure = e;
    }
  }

  private int readBytes() {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void see(SseEvent event) {
    EventKind what = kindOf(event);
    if (what == EventKind.FAILURE && failureBody.length == 0) {
      failureBody = redaction.apply(event.dataText().getBytes(UTF_8));
    }
    if (translation.isPresent()) {
      translate(translation.get(), event, what);
      note(what); // not before, so that what cannot be translated does not count as seen
      return;
    }
    note(what);
    boolean secondHalf = droppedHalfLineEnd && event.isLineFeed();
    boolean dropped = what == EventKind.USAGE_ONLY && kind == Kind.WITHOUT_USAGE_CHUNK;
    droppedHalfLineEnd = dropped && event.endsInCarriageReturn();
    if (what == EventKind.FAILURE) {
      passFailure(event);
    } else if (!dropped && !secondHalf) {
      event.writeTo(piece);
    }
  }

  private void passFailure(SseEvent event) {
    piece.writeBytes(redaction.apply(event.raw()));
    tellFailure();
  }

  /** Clients do not look for failures wherever providers put them. */
  private void tellFailure() {
    if (!watch.failureIsTold() && !toldFailure && !sawLast) {
      toldFailure = true;
      ReportedError error = reportedFailure();
      piece.writeBytes(watch.failureEvent(error.code(), error.message()));
    }
  }

  private void translate(StreamTranslation into, SseEvent event, EventKind what) {
    if (finished) {
      return;
    }
    if (what == EventKind.FAILURE) {
      finished = true;
      ReportedError error = reportedFailure();
      piece.writeBytes(into.failure(error.code(), error.message()));
    } else if (what != EventKind.IDLE) {
      decode(into, event);
      if (what == EventKind.LAST) {
        finish(into);
      }
    }
  }

  private void decode(StreamTranslation into, SseEvent event) {
    try {
      into.event(event, piece);
    } catch (JsonSyntaxException e) {
      throw notJson(e);
    }
  }

  private void finish(StreamTranslation into) {
    finished = true;
    into.finish(piece);
  }

  /** Some formats have no closing event: what they end with is known when there is no more. */
  private void finishIfWhole() {
    if (!sawLast && !sawFailure && watch.isWholeAtEnd()) {
      sawLast = true;
      if (!finished && translation.isPresent()) {
        finish(translation.get());
      }
    }
  }

  /** What follows the last event changes nothing: the answer was complete. */
  private void note(EventKind what) {
    sawEvent |= what != EventKind.IDLE;
    sawFailure |= what == EventKind.FAILURE && !sawLast;
    sawLast |= what == EventKind.LAST;
  }

  private EventKind kindOf(SseEvent event) {
    try {
      return watch.event(event);
    } catch (JsonSyntaxException e) {
      throw notJson(e);
    }
  }

  private static GatewayException notJson(JsonSyntaxException e) {
    return new GatewayException(
        ErrorCode.PROVIDER_BAD_RESPONSE, "The provider streamed what is not JSON.", e);
  }

  /**
   * Takes what the end of the stream left without its blank line: it counts if it ends the answer,
   * and is else a part of something that will not come.
   */
  private void seeFragment(SseEvent fragment) {
    EventKind what = kindOfFragment(fragment);
    if (translation.isPresent()) {
      seeTranslated(translation.get(), fragment, what);
      return;
    }
    if (what == EventKind.FAILURE) {
      note(what);
      piece.writeBytes(redaction.apply(fragment.raw()));
      piece.writeBytes(BLANK_LINE);
      tellFailure();
    } else if (what == EventKind.LAST || sawLast || kind == Kind.OPAQUE) {
      note(what);
      fragment.writeTo(piece);
    }
  }

  private void seeTranslated(StreamTranslation into, SseEvent fragment, EventKind what) {
    if (what == EventKind.FAILURE || what == EventKind.LAST || watch.isWholeAtEnd()) {
      note(what);
      translate(into, fragment, what);
    }
  }

  private EventKind kindOfFragment(SseEvent fragment) {
    try {
      return sawLast ? EventKind.IDLE : watch.event(fragment);
    } catch (JsonSyntaxException e) {
      throw new GatewayException(
          ErrorCode.PROVIDER_INTERRUPTED, "The provider's stream broke off within an event.", e);
    }
  }

  /** Returns whether there are bytes that are due to the client. */
  public boolean hasPiece() {
    return piece.size() > 0;
  }

  /**
   * Writes the bytes that are due to the client, and begins a new piece.
   *
   * @throws IOException if {@code client} does
   */
  public void writePiece(OutputStream client) throws IOException {
    piece.writeTo(client);
    piece.reset();
  }

  /** Has reads end within {@code limit} for as long as no event with content was seen. */
  void beginWithin(Duration limit) {
    response.beginWithin(limit);
  }

  /** Lifts what {@link #beginWithin} set. */
  void begun() {
    response.begun();
  }

  /** Has the provider end its stream within {@code limit}, since nothing more is expected. */
  public void endWithin(Duration limit) {
    response.endWithin(limit);
  }

  /** Returns whether what was written so far ends where an event ends. */
  public boolean atBoundary() {
    return translation.isPresent() || splitter.atBoundary();
  }

  /** Returns whether an event with content was seen. */
  public boolean sawEvent() {
    return sawEvent;
  }

  /** Returns whether the event that completes an answer was seen, or is not known. */
  public boolean sawLast() {
    return sawLast || (kind == Kind.OPAQUE && ended);
  }

  /** Returns whether the provider said that the answer has failed. */
  public boolean sawFailure() {
    return sawFailure;
  }

  /** Returns what the provider said of a failure, without secrets. */
  public ReportedError reportedFailure() {
    return redaction.apply(watch.error());
  }

  /** Returns the data of the event that told of a failure, without secrets; else nothing. */
  public byte[] failureBody() {
    return failureBody.clone();
  }

  /** Returns whether the provider's bytes have ended. */
  public boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    response.close();
  }
}
