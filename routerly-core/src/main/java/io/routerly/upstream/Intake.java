package io.routerly.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.apache.hc.core5.http.ConnectionClosedException;

/** What a connection delivers, as the HTTP parser sees it; used by one thread at a time. */
final class Intake extends InputStream {
  private final InputStream source;
  private final WireSocket socket;
  private final boolean secure;
  private boolean mayBlock = true;
  private boolean received;
  private byte first;
  private int reads;
  private boolean ended;

  /** Thrown instead of waiting; the parser keeps its place and can go on later. */
  static final class WouldBlock extends InterruptedIOException {
    private static final long serialVersionUID = 1L;

    /** Fills in no stack trace, which nobody reads and which costs the most. */
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  Intake(InputStream source, WireSocket socket, boolean secure) {
    this.source = source;
    this.socket = socket;
    this.secure = secure;
  }

  /** Says whether a read may wait for the network; if not, it throws {@link WouldBlock}. */
  void mayBlock(boolean allowed) {
    mayBlock = allowed;
  }

  /** Forgets that anything was received, because a new request begins. */
  void restart() {
    received = false;
  }

  /** Returns whether a byte has come since {@link #restart()}. */
  boolean received() {
    return received;
  }

  /** Returns whether what was received since {@link #restart()} begins as HTTP does. */
  boolean looksLikeHttp() {
    return received && first == 'H';
  }

  /** Returns how often the connection was read from. */
  int reads() {
    return reads;
  }

  /** Returns whether the peer has sent its last byte. */
  boolean ended() {
    return ended;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!mayBlock) {
      throw new WouldBlock();
    }
    reads++;
    int count = source.read(target, offset, length);
    if (count > 0) {
      first = received ? first : target[offset];
      received = true;
    } else if (count < 0) {
      ended = true;
      if (secure && socket.ended()) {
        throw new ConnectionClosedException("The TLS connection was cut");
      }
    }
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }
}
