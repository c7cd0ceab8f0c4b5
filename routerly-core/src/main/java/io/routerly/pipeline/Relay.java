package io.routerly.pipeline;

import io.routerly.dispatch.Accepted;
import io.routerly.dispatch.WatchedStream;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.UpstreamResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Passes one accepted answer on to the client, and has it accounted before its end is sent.
 *
 * <p>The end of an answer is its last event, or its last byte: the record is written before that
 * goes out, so that whoever has the whole answer has its record. Whatever goes wrong, the answer is
 * accounted and the provider's part of it closed. One owner thread.
 */
final class Relay {
  private static final int BUFFER_BYTES = 8 * 1024;

  /** How long a provider may take to end a stream after its last event, to keep the connection. */
  private static final Duration TIME_TO_END = Duration.ofSeconds(1);

  private final CancelSignal cancel;
  private final Bookkeeping books;
  private final KeepAlive keepAlive;
  private boolean over;

  Relay(CancelSignal cancel, Bookkeeping books, KeepAlive keepAlive) {
    this.cancel = cancel;
    this.books = books;
    this.keepAlive = keepAlive;
  }

  /**
   * Writes the answer to the client.
   *
   * @throws IOException if the client has left, or the answer cannot be told as broken in another
   *     way; the provider's answer is cancelled then
   * @throws GatewayException if it broke off before anything was written
   */
  void pass(Accepted accepted, OutputStream client) throws IOException {
    try {
      write(accepted, client);
    } catch (RuntimeException | Error e) {
      books.brokeOff(accepted.attempt(), accepted.watch(), unexpected(e));
      throw e;
    }
  }

  private void write(Accepted accepted, OutputStream client) throws IOException {
    if (accepted instanceof Accepted.Whole whole) {
      client.write(whole.body());
      client.flush();
    } else if (accepted instanceof Accepted.Streaming streaming) {
      byte[] signOfLife = streaming.watch().signOfLife();
      try (WatchedStream stream = streaming.stream();
          ClientStream end = new ClientStream(client, signOfLife, cancel, keepAlive)) {
        events(streaming, stream, end);
      }
    } else if (accepted instanceof Accepted.Bytes bytes) {
      try (UpstreamResponse response = bytes.response()) {
        bytes(bytes, response, client);
      }
    }
  }

  /** Gives up an answer that nobody will read: the provider's part of it is cancelled. */
  void abandon(Accepted accepted) {
    try {
      books.brokeOff(accepted.attempt(), accepted.watch(), clientGone());
    } finally {
      accepted.giveUp();
    }
  }

  /** Accounts a whole answer: nothing of it goes out before its record is written. */
  void begin(Accepted accepted) {
    if (accepted instanceof Accepted.Whole) {
      books.completed(accepted.attempt(), accepted.watch());
    }
  }

  private void events(Accepted.Streaming answer, WatchedStream stream, ClientStream client)
      throws IOException {
    try {
      while (!stream.ended()) {
        accountIfOver(answer, stream);
        sendPiece(answer, stream, client);
        noteWhetherOver(stream);
        stream.read();
      }
      accountIfOver(answer, stream);
      if (!stream.sawLast() && !stream.sawFailure()) {
        throw new GatewayException(
            ErrorCode.PROVIDER_INTERRUPTED,
            "The provider ended its stream before it was complete.");
      }
      sendPiece(answer, stream, client);
    } catch (GatewayException e) {
      breakOff(answer, e, client);
    }
  }

  private void accountIfOver(Accepted.Streaming answer, WatchedStream stream) {
    if (stream.sawFailure()) {
      books.brokeOff(answer.attempt(), answer.watch(), reported(stream));
    } else if (stream.sawLast()) {
      books.completed(answer.attempt(), answer.watch());
    }
  }

  /** Once the client has the last event, the provider need not be waited for much longer. */
  private void noteWhetherOver(WatchedStream stream) {
    if (!over && (stream.sawLast() || stream.sawFailure())) {
      over = true;
      stream.endWithin(TIME_TO_END);
    }
  }

  /** What follows the last event is of no use, so a failure there is none of the client's. */
  private void breakOff(Accepted.Streaming answer, GatewayException why, ClientStream client)
      throws IOException {
    if (over) {
      return;
    }
    boolean gone = cancel.isCancelled();
    books.brokeOff(answer.attempt(), answer.watch(), gone ? clientGone() : why);
    if (!gone) {
      sendLast(answer, client, why);
    }
  }

  private void bytes(Accepted.Bytes answer, UpstreamResponse response, OutputStream client)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    InputStream body = response.body();
    boolean begun = false;
    try {
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        begun = true;
        answer.attempt().answerBegan();
        send(answer, buffer, count, client);
      }
      books.completed(answer.attempt(), answer.watch());
    } catch (GatewayException e) {
      books.brokeOff(answer.attempt(), answer.watch(), cancel.isCancelled() ? clientGone() : e);
      if (!begun) {
        throw e;
      }
      throw new IOException("The provider broke off, so the answer must not end cleanly.", e);
    }
  }

  private void sendPiece(Accepted answer, WatchedStream stream, ClientStream client)
      throws IOException {
    if (!stream.hasPiece()) {
      return;
    }
    try {
      client.send(stream);
    } catch (IOException | RuntimeException e) {
      throw left(answer, e);
    }
  }

  private void sendLast(Accepted answer, ClientStream client, GatewayException why)
      throws IOException {
    try {
      client.sendLast(answer.watch().failureEvent(why.code().wireName(), why.sentence()));
    } catch (IOException | RuntimeException e) {
      throw left(answer, e);
    }
  }

  private void send(Accepted answer, byte[] bytes, int length, OutputStream client)
      throws IOException {
    try {
      client.write(bytes, 0, length);
      client.flush();
    } catch (IOException | RuntimeException e) {
      throw left(answer, e);
    }
  }

  /** Some servers answer a write to a client that left with an exception of their own. */
  private IOException left(Accepted answer, Exception cause) {
    books.brokeOff(answer.attempt(), answer.watch(), clientGone());
    return cause instanceof IOException io ? io : new IOException("The client left.", cause);
  }

  private static GatewayException reported(WatchedStream stream) {
    return new GatewayException(ErrorCode.PROVIDER_ERROR, stream.reportedFailure().message());
  }

  private static GatewayException clientGone() {
    return new GatewayException(ErrorCode.CLIENT_GONE, "The client left before the end.");
  }

  private static GatewayException unexpected(Throwable cause) {
    return new GatewayException(
        ErrorCode.INTERNAL_ERROR, "The gateway failed in the middle of the answer.", cause);
  }
}
