package io.routerly.wire.sse;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Splits a stream of bytes into Server-Sent Events, however the bytes arrive.
 *
 * <p>Works on bytes, so that a character that is split between two reads stays whole. Lines end in
 * CR, LF or CRLF; comments and events without data come out as events that have none. Memory is
 * bounded by the largest event. One owner thread.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the standard</a>
 */
public final class SseSplitter {
  /** Largest event that is accepted, in bytes. */
  public static final int MAX_EVENT_BYTES = 32 * 1024 * 1024;

  private static final byte[] NOTHING = {};

  private byte[] pending = NOTHING;
  private int pendingLength;
  private boolean lineIsEmpty = true;
  private boolean afterCarriageReturn;
  private boolean sawContent;

  /**
   * Takes the bytes just read and hands every event that they complete to {@code sink}.
   *
   * @throws GatewayException {@code provider_bad_response} if an event grows too large
   */
  public void feed(byte[] bytes, int from, int to, Consumer<SseEvent> sink) {
    int eventFrom = from;
    for (int at = from; at < to; at++) {
      if (endsEvent(bytes[at])) {
        int end = at + 1;
        if (bytes[at] == '\r' && end < to && bytes[end] == '\n') {
          end++;
          at++;
          afterCarriageReturn = false;
        }
        emit(bytes, eventFrom, end, sink);
        eventFrom = end;
      }
    }
    keep(bytes, eventFrom, to);
  }

  /** Hands out an event that the end of the stream left without its blank line. */
  public void finish(Consumer<SseEvent> sink) {
    if (pendingLength > 0 && sawContent) {
      emit(NOTHING, 0, 0, sink);
    }
  }

  /** Returns a copy of the bytes of the event that is not complete yet. */
  public byte[] incomplete() {
    return Arrays.copyOf(pending, pendingLength);
  }

  private boolean endsEvent(byte b) {
    if (b == '\n' && afterCarriageReturn) {
      afterCarriageReturn = false;
      return false;
    }
    afterCarriageReturn = b == '\r';
    if (b != '\n' && b != '\r') {
      lineIsEmpty = false;
      sawContent = true;
      return false;
    }
    boolean ends = lineIsEmpty && sawContent;
    lineIsEmpty = true;
    sawContent = sawContent && !ends;
    return ends;
  }

  private void emit(byte[] bytes, int from, int to, Consumer<SseEvent> sink) {
    if (pendingLength == 0) {
      sink.accept(new SseEvent(bytes, from, to));
      return;
    }
    keep(bytes, from, to);
    int length = pendingLength;
    pendingLength = 0;
    sink.accept(new SseEvent(pending, 0, length));
  }

  private void keep(byte[] bytes, int from, int to) {
    int needed = pendingLength + (to - from);
    if (needed > MAX_EVENT_BYTES) {
      throw new GatewayException(
          ErrorCode.PROVIDER_BAD_RESPONSE,
          "The provider sent a stream event larger than " + MAX_EVENT_BYTES + " bytes.");
    }
    if (needed > pending.length) {
      pending =
          Arrays.copyOf(pending, Math.max(needed, Math.min(pending.length * 2, MAX_EVENT_BYTES)));
    }
    System.arraycopy(bytes, from, pending, pendingLength, to - from);
    pendingLength = needed;
  }
}
