package io.routerly.upstream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;

/**
 * A plain socket that remembers whether its peer has closed the TCP connection.
 *
 * <p>The JDK reports a TLS connection that was cut and one that was closed properly alike, as the
 * end of the stream. Below TLS the two differ: a proper end is told inside the stream, before the
 * TCP connection closes.
 */
final class WireSocket extends Socket {
  private volatile boolean ended;

  /** Creates an unconnected socket that ignores the proxies of the JVM: addresses are pinned. */
  WireSocket() {
    super(Proxy.NO_PROXY);
  }

  /** Returns whether the end of the TCP stream was read. */
  boolean ended() {
    return ended;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        return noted(super.read());
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return noted(super.read(target, offset, length));
      }
    };
  }

  private int noted(int count) {
    if (count < 0) {
      ended = true;
    }
    return count;
  }

  /** Closes the socket, which wakes a thread that is blocked on it. */
  void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      // The descriptor is gone in any case, and there is nobody left to tell.
      return;
    }
  }
}
