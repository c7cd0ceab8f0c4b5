package io.routerly.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.jspecify.annotations.Nullable;

/**
 * An open TCP or TLS connection with the HTTP parser that reads from it.
 *
 * <p>One thread at a time uses it; only {@link #close()} and {@link #exchange()} may be called from
 * any thread. Closing shuts the TCP socket and skips the TLS layer, which might wait for a blocked
 * write.
 */
final class Wire implements Watched {
  /** Bounds of an answer's header: 16 KB a line, 200 lines. */
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxLineLength(16 * 1024)
          .setMaxHeaderCount(200)
          .setMaxEmptyLineCount(2)
          .build();

  /**
   * The parser's buffer, of which it has two. An ordinary answer or a burst of stream events fits;
   * longer bodies go to the reader's own array without passing it.
   */
  private static final int BUFFER_BYTES = 4 * 1024;

  /** A request body goes out in pieces, each of which has the time for the first byte. */
  private static final int PIECE_BYTES = 64 * 1024;

  private final Origin origin;
  private final WireSocket socket;
  private final Socket top;
  private final DeadlineWatch watch;
  private final Intake intake;
  private final OutputStream out;
  private final SessionInputBufferImpl buffer =
      new SessionInputBufferImpl(BUFFER_BYTES, LIMITS.getMaxLineLength());
  private final DefaultHttpResponseParser parser = new DefaultHttpResponseParser(LIMITS);
  private volatile @Nullable Exchange exchange;
  private boolean used;
  private boolean halfSent;
  private long idleSince;
  private long expiresAt;

  /**
   * Wraps a connected socket.
   *
   * @param top the TLS socket above {@code socket}, or {@code socket} itself
   */
  Wire(Origin origin, WireSocket socket, Socket top, DeadlineWatch watch) throws IOException {
    this.origin = origin;
    this.socket = socket;
    this.top = top;
    this.watch = watch;
    this.intake = new Intake(top.getInputStream(), socket, origin.secure());
    this.out = top.getOutputStream();
  }

  Origin origin() {
    return origin;
  }

  /** Makes {@code next} the exchange that this connection serves. */
  void serve(Exchange next) {
    exchange = next;
    intake.restart();
    next.blocksOn(this::close);
  }

  @Override
  public @Nullable Exchange exchange() {
    return exchange;
  }

  /** Sends the header, and then the body unless the header carries it. */
  void write(RequestHead head, byte[] body, Exchange current) throws IOException {
    current.armSending();
    head.writeTo(out);
    int sent = RequestHead.carries(body) ? body.length : 0;
    for (int from = sent; from < body.length; from += PIECE_BYTES) {
      current.armSending();
      out.write(body, from, Math.min(PIECE_BYTES, body.length - from));
    }
  }

  /** Waits for the final answer's header, passing over interim ones. */
  ClassicHttpResponse readHead() throws IOException, HttpException {
    while (true) {
      ClassicHttpResponse response = parser.parse(buffer, intake);
      if (intake.ended()) {
        // The parser takes an end within the header for the header's end.
        throw new ConnectionClosedException("The header was cut");
      }
      int status = response.getCode();
      if (status == 101 || status < 100) {
        throw new ProtocolException("Status " + status + " was not asked for");
      }
      if (status >= 200) {
        return response;
      }
    }
  }

  /**
   * Looks for a refusal that came before the request was sent as a whole, as servers send for a
   * body that is too large. The connection serves no other request after it.
   *
   * @throws IOException {@code cause}, which broke the sending off, if there is none
   */
  ClassicHttpResponse readEarlyHead(IOException cause) throws IOException {
    halfSent = true;
    try {
      ClassicHttpResponse answer = readHead();
      if (answer.getCode() >= 400) {
        return answer;
      }
    } catch (IOException | HttpException e) {
      cause.addSuppressed(e);
    }
    throw cause;
  }

  /** Returns the stream that ends where the body ends. */
  InputStream bodyOf(Framing framing) {
    if (framing.chunked()) {
      return new ChunkedInputStream(buffer, intake, LIMITS);
    }
    return framing.length() >= 0
        ? new ContentLengthInputStream(buffer, intake, framing.length())
        : new IdentityInputStream(buffer, intake);
  }

  Intake intake() {
    return intake;
  }

  /** Returns how many bytes have arrived that nobody has read. */
  int buffered() {
    return buffer.length();
  }

  /** Returns whether an answer was read from this connection before the present request. */
  boolean used() {
    return used;
  }

  /** Returns whether nothing is left over that the next request would take for its answer. */
  boolean clean() {
    return !halfSent && buffer.length() == 0 && !intake.ended() && !socket.isClosed();
  }

  /** Lays the connection aside at {@code now}, to be kept until {@code expiry} (nanoseconds). */
  void rest(long now, long expiry) {
    exchange = null;
    used = true;
    idleSince = now;
    expiresAt = expiry;
  }

  boolean expired(long now) {
    return now - expiresAt >= 0;
  }

  long idleNanos(long now) {
    return now - idleSince;
  }

  /**
   * Returns whether the peer has closed the connection, or has sent what nobody asked for. Waits
   * for one millisecond, the shortest time that a socket offers.
   */
  boolean stale() {
    try {
      top.setSoTimeout(1);
      intake.read(new byte[1], 0, 1);
      return true;
    } catch (SocketTimeoutException e) {
      return !restoreTimeout();
    } catch (IOException e) {
      return true;
    }
  }

  private boolean restoreTimeout() {
    try {
      top.setSoTimeout(0);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    watch.remove(this);
    socket.closeQuietly();
  }
}
