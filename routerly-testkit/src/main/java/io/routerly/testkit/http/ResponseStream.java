package io.routerly.testkit.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server's end of one exchange: raw bytes out, silence, or a cut.
 *
 * <p>Used by the connection's thread only. Every method ends with {@link ExchangeEndedException}
 * when the client has closed or the server is closing.
 */
public final class ResponseStream {
  private final Socket socket;
  private final OutputStream out;
  private final ConnectionState state;
  private int pieceBytes = Integer.MAX_VALUE;
  private Duration pause = Duration.ZERO;
  private boolean last;

  ResponseStream(Socket socket, ConnectionState state) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.state = state;
  }

  /**
   * Splits all further output into pieces that are sent on their own.
   *
   * @param pieceBytes the size of a piece, at least 1
   * @param pause the silence after each piece
   */
  public void pace(int pieceBytes, Duration pause) {
    if (pieceBytes < 1) {
      throw new IllegalArgumentException("A piece has at least one byte, not " + pieceBytes);
    }
    this.pieceBytes = pieceBytes;
    this.pause = pause;
  }

  /** Sends the bytes at once, in pieces if so told. */
  public void send(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; ) {
      state.check();
      int length = Math.min(pieceBytes, bytes.length - from);
      out.write(bytes, from, length);
      out.flush();
      from += length;
      if (!pause.isZero()) {
        rest();
      }
    }
  }

  /** Stays silent until {@code release} completes. */
  public void awaitRelease(CompletableFuture<?> release) throws IOException {
    try {
      CompletableFuture.anyOf(release, state.ended()).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted in a silence", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    state.check();
  }

  /** Lets the connection end after this answer. */
  public void closeAfterwards() {
    last = true;
  }

  /**
   * Cuts the connection.
   *
   * @return the exception to throw, so that the caller's control flow ends visibly
   */
  public ExchangeEndedException cut(Cut cut) throws IOException {
    state.end(Outcome.CUT);
    if (cut == Cut.RESET) {
      socket.setSoLinger(true, 0);
    }
    socket.close();
    return new ExchangeEndedException(Outcome.CUT);
  }

  boolean isLast() {
    return last;
  }

  private void rest() throws IOException {
    try {
      state.ended().get(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return; // nobody left during the pause
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted in a pause", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    state.check();
  }
}
