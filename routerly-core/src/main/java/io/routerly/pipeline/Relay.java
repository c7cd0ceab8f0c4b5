package io.routerly.pipeline;

import io.routerly.dispatch.Accepted;
import io.routerly.dispatch.WatchedStream;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Passes one accepted answer on to the client, and has it accounted before its end is sent.
 *
 * <p>The end of an answer is its last event, or its last byte: the record is written before that
 * goes out, so that whoever has the whole answer has its record. One owner thread.
 */
final class Relay {
  private static final int BUFFER_BYTES = 8 * 1024;

  private final WireFormat format;
  private final CancelSignal cancel;
  private final Bookkeeping books;
  private boolean lastSent;

  Relay(WireFormat format, CancelSignal cancel, Bookkeeping books) {
    this.format = format;
    this.cancel = cancel;
    this.books = books;
  }

  /**
   * Writes the answer to the client.
   *
   * @throws IOException if the client has left; the provider's answer is cancelled then
   */
  void pass(Accepted accepted, OutputStream client) throws IOException {
    if (accepted instanceof Accepted.Whole whole) {
      whole(whole, client);
    } else if (accepted instanceof Accepted.Streaming streaming) {
      try (WatchedStream stream = streaming.stream()) {
        events(streaming, stream, client);
      }
    } else if (accepted instanceof Accepted.Bytes bytes) {
      try (UpstreamResponse response = bytes.response()) {
        bytes(bytes, response, client);
      }
    }
  }

  /** Gives up an answer that nobody will read: the provider's part of it is cancelled. */
  void abandon(Accepted accepted) {
    books.brokeOff(accepted.attempt(), accepted.watch(), clientGone());
    if (accepted instanceof Accepted.Streaming streaming) {
      streaming.stream().close();
    } else if (accepted instanceof Accepted.Bytes bytes) {
      bytes.response().close();
    }
  }

  /** Accounts a whole answer: nothing of it goes out before its record is written. */
  void begin(Accepted accepted) {
    if (accepted instanceof Accepted.Whole) {
      books.completed(accepted.attempt(), accepted.watch());
    }
  }

  private static void whole(Accepted.Whole answer, OutputStream client) throws IOException {
    client.write(answer.body());
    client.flush();
  }

  private void events(Accepted.Streaming answer, WatchedStream stream, OutputStream client)
      throws IOException {
    try {
      while (!stream.ended()) {
        accountIfOver(answer, stream);
        send(answer, stream.takePiece(), client);
        lastSent = stream.sawLast();
        stream.read();
      }
      end(answer, stream, client);
    } catch (GatewayException e) {
      breakOff(answer, stream, e, client);
    }
  }

  private void end(Accepted.Streaming answer, WatchedStream stream, OutputStream client)
      throws IOException {
    if (format == WireFormat.OPAQUE) {
      books.completed(answer.attempt(), answer.watch());
    }
    accountIfOver(answer, stream);
    boolean over = stream.sawLast() || stream.sawFailure() || format == WireFormat.OPAQUE;
    if (!over) {
      throw new GatewayException(
          ErrorCode.PROVIDER_INTERRUPTED, "The provider ended its stream before it was complete.");
    }
    send(answer, stream.takePiece(), client);
  }

  private void accountIfOver(Accepted.Streaming answer, WatchedStream stream) {
    if (stream.sawFailure()) {
      books.brokeOff(answer.attempt(), answer.watch(), reported(answer.watch()));
    } else if (stream.sawLast()) {
      books.completed(answer.attempt(), answer.watch());
    }
  }

  /** What follows the last event is of no use, so a failure there is none of the client's. */
  private void breakOff(
      Accepted.Streaming answer, WatchedStream stream, GatewayException why, OutputStream client)
      throws IOException {
    if (lastSent) {
      return;
    }
    GatewayException cause = cancel.isCancelled() ? clientGone() : why;
    books.brokeOff(answer.attempt(), answer.watch(), cause);
    if (!cancel.isCancelled() && !stream.sawFailure()) {
      client.write(answer.watch().failureEvent(why.code().wireName(), why.sentence()));
      client.flush();
    }
  }

  private void bytes(Accepted.Bytes answer, UpstreamResponse response, OutputStream client)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    InputStream body = response.body();
    try {
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        send(answer, Arrays.copyOf(buffer, count), client);
      }
      books.completed(answer.attempt(), answer.watch());
    } catch (GatewayException e) {
      books.brokeOff(answer.attempt(), answer.watch(), cancel.isCancelled() ? clientGone() : e);
      throw new IOException("The provider broke off, so the answer must not end cleanly.", e);
    }
  }

  private void send(Accepted answer, byte[] bytes, OutputStream client) throws IOException {
    if (bytes.length == 0) {
      return;
    }
    try {
      client.write(bytes);
      client.flush();
    } catch (IOException e) {
      books.brokeOff(answer.attempt(), answer.watch(), clientGone());
      throw e;
    }
  }

  private static GatewayException reported(AnswerWatch watch) {
    String message =
        watch
            .error()
            .map(AnswerWatch.ReportedError::message)
            .orElse("The provider gave no reason.");
    return new GatewayException(ErrorCode.PROVIDER_ERROR, message);
  }

  private static GatewayException clientGone() {
    return new GatewayException(ErrorCode.CLIENT_GONE, "The client left before the end.");
  }
}
