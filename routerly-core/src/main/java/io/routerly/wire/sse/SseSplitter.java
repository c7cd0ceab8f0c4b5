package io.routerly.wire.sse;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Splits a stream of bytes into Server-Sent Events, however the bytes arrive.
 *
 * <p>Works on bytes, so that a character that is split between two reads stays whole. Lines end in
 * CR, LF or CRLF. Comments and blank lines between two events come out by themselves, as events
 * without data, as soon as their line is complete: a keep-alive must not wait for the event after
 * it. What comes out is the stream, byte for byte and in order. Memory is bounded by the largest
 * event. One owner thread.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the standard</a>
 */
public final class SseSplitter {
  /** Largest event that is accepted, in bytes. */
  public static final int MAX_EVENT_BYTES = 32 * 1024 * 1024;

  private static final byte[] NOTHING = {};

  private byte[] pending = NOTHING;
  private int pendingLength;
  private int markBytes;
  private boolean first = true;
  private boolean lineIsEmpty = true;
  private boolean afterCarriageReturn;
  private boolean inEvent;
  private boolean hasBetween;

  /**
   * Takes the bytes just read and hands every event that they complete to {@code sink}.
   *
   * @throws GatewayException {@code provider_bad_response} if an event grows too large
   */
  public void feed(byte[] bytes, int from, int to, Consumer<SseEvent> sink) {
    int eventFrom = from;
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      if (b != '\n' && b != '\r') {
        if (lineIsEmpty && beginsEvent(b)) {
          eventFrom = emitBetween(bytes, eventFrom, at, sink);
        }
      } else if (endsEvent(b)) {
        if (b == '\r' && at + 1 < to && bytes[at + 1] == '\n') {
          at++;
          afterCarriageReturn = false;
        }
        emit(bytes, eventFrom, at + 1, sink);
        eventFrom = at + 1;
      }
    }
    if (lineIsEmpty) {
      eventFrom = emitBetween(bytes, eventFrom, to, sink);
    }
    keep(bytes, eventFrom, to);
  }

  /** Hands out what the end of the stream left without its blank line. */
  public void finish(Consumer<SseEvent> sink) {
    if (pendingLength > 0) {
      emit(NOTHING, 0, 0, sink);
    }
  }

  /**
   * Returns whether something could be put into the stream here without falling into the middle of
   * an event, of a comment, or of a line end.
   */
  public boolean atBoundary() {
    return pendingLength == 0 && !afterCarriageReturn;
  }

  /** Takes the first byte of a line; a comment between two events begins none. */
  private boolean beginsEvent(byte b) {
    afterCarriageReturn = false;
    if (first && markBytes < SseEvent.MARK.length && b == SseEvent.MARK[markBytes]) {
      markBytes++;
      return false;
    }
    lineIsEmpty = false;
    markBytes = SseEvent.MARK.length;
    boolean begins = !inEvent && b != ':';
    inEvent |= begins;
    return begins;
  }

  private boolean endsEvent(byte b) {
    boolean secondHalf = b == '\n' && afterCarriageReturn;
    afterCarriageReturn = b == '\r';
    boolean ends = !secondHalf && lineIsEmpty && inEvent;
    lineIsEmpty = true;
    inEvent &= !ends;
    hasBetween |= !ends && !inEvent;
    return ends;
  }

  /** Hands out the comments and blank lines before {@code to}, if there are any. */
  private int emitBetween(byte[] bytes, int from, int to, Consumer<SseEvent> sink) {
    if (!hasBetween) {
      return from;
    }
    hasBetween = false;
    emit(bytes, from, to, sink);
    return to;
  }

  private void emit(byte[] bytes, int from, int to, Consumer<SseEvent> sink) {
    boolean mayBeMarked = first;
    first = false;
    if (pendingLength == 0) {
      sink.accept(new SseEvent(bytes, from, to, mayBeMarked));
      return;
    }
    keep(bytes, from, to);
    int length = pendingLength;
    pendingLength = 0;
    sink.accept(new SseEvent(pending, 0, length, mayBeMarked));
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
