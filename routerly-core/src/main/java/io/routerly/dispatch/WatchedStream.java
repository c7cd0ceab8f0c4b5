package io.routerly.dispatch;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.AnswerWatch.EventKind;
import io.routerly.wire.sse.SseEvent;
import io.routerly.wire.sse.SseSplitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A provider's event stream, read piece by piece while a watch looks on.
 *
 * <p>The pieces are the provider's bytes as they came; only when the gateway, and not the client,
 * asked for the usage chunk is that one chunk left out. One owner thread; closing it cancels the
 * provider's answer.
 */
public final class WatchedStream implements AutoCloseable {
  private static final int BUFFER_BYTES = 8 * 1024;

  private final UpstreamResponse response;
  private final InputStream body;
  private final AnswerWatch watch;
  private final boolean dropUsageChunk;
  private final SseSplitter splitter = new SseSplitter();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private boolean sawEvent;
  private boolean sawLast;
  private boolean sawFailure;
  private boolean ended;

  WatchedStream(UpstreamResponse response, AnswerWatch watch, boolean dropUsageChunk) {
    this.response = response;
    this.body = response.body();
    this.watch = watch;
    this.dropUsageChunk = dropUsageChunk;
  }

  /**
   * Reads what has arrived, waiting if there is nothing yet, and adds it to the current piece.
   *
   * @throws GatewayException if the provider is silent for too long, breaks off, or sends what is
   *     not in its format
   */
  public void read() {
    int count = readBytes();
    if (count < 0) {
      ended = true;
      splitter.finish(this::see);
      return;
    }
    if (!dropUsageChunk) {
      piece.write(buffer, 0, count);
    }
    splitter.feed(buffer, 0, count, this::see);
  }

  private int readBytes() {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void see(SseEvent event) {
    EventKind kind = kindOf(event);
    sawEvent |= kind != EventKind.IDLE;
    sawLast |= kind == EventKind.LAST;
    sawFailure |= kind == EventKind.FAILURE;
    if (dropUsageChunk && kind != EventKind.USAGE_ONLY) {
      piece.writeBytes(event.raw());
    }
  }

  private EventKind kindOf(SseEvent event) {
    try {
      return watch.event(event);
    } catch (JsonSyntaxException e) {
      throw new GatewayException(
          ErrorCode.PROVIDER_BAD_RESPONSE, "The provider streamed what is not JSON.", e);
    }
  }

  /** Returns the bytes that are due to the client, and begins a new piece. */
  public byte[] takePiece() {
    byte[] bytes = piece.toByteArray();
    piece.reset();
    return bytes;
  }

  /** Returns whether an event with content was seen. */
  public boolean sawEvent() {
    return sawEvent;
  }

  /** Returns whether the event that completes an answer was seen. */
  public boolean sawLast() {
    return sawLast;
  }

  /** Returns whether the provider said that the answer has failed. */
  public boolean sawFailure() {
    return sawFailure;
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
