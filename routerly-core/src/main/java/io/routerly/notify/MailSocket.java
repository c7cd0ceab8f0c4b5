package io.routerly.notify;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection to a mail server that ends a conversation which takes too long: whether the server
 * is silent, or says a little now and then. For one thread.
 */
final class MailSocket extends Socket {
  private final Patience patience;
  private final LongSupplier nanoTime;
  private final long deadline;

  /**
   * How long a mail server is waited for.
   *
   * @param silence between two words of it
   * @param total until it has taken the message
   */
  record Patience(Duration silence, Duration total) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(45));
  }

  private MailSocket(Patience patience, LongSupplier nanoTime) {
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.deadline = nanoTime.getAsLong() + patience.total().toNanos();
  }

  /**
   * Connects to an address that was found and judged before; it is not looked up again.
   *
   * @throws IOException if nobody answers there
   */
  static MailSocket connect(
      InetAddress found, MailServer server, Patience patience, LongSupplier nanoTime)
      throws IOException {
    MailSocket socket = new MailSocket(patience, nanoTime);
    try {
      // Given with the name, as that is what the certificate is held against.
      InetAddress pinned = InetAddress.getByAddress(server.host(), found.getAddress());
      socket.connect(new InetSocketAddress(pinned, server.port()), millis(patience.silence()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Encrypts a connection from its start, with a certificate that names the server.
   *
   * @throws IOException if the server speaks no TLS or is not trusted
   */
  Socket encrypted(MailServer server, SSLSocketFactory tls) throws IOException {
    SSLSocket secure =
        (SSLSocket) tls.createSocket(this, server.host(), server.port(), /* autoClose= */ true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        hurry();
        return super.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        hurry();
        return super.read(into, offset, length);
      }
    };
  }

  private void hurry() throws IOException {
    Duration left = Duration.ofNanos(deadline - nanoTime.getAsLong());
    if (left.isNegative() || left.isZero()) {
      throw new SocketTimeoutException(
          "it took longer than " + patience.total().toSeconds() + " s");
    }
    setSoTimeout(millis(left.compareTo(patience.silence()) < 0 ? left : patience.silence()));
  }

  private static int millis(Duration duration) {
    return (int) Math.max(1, duration.toMillis());
  }
}
