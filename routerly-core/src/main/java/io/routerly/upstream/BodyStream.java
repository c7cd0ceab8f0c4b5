package io.routerly.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body as it comes over the wire. A read waits until something is there and then
 * returns all of it that fits, over chunk boundaries, but waits for nothing more.
 */
final class BodyStream extends InputStream {
  /** What follows a chunk, up to the data of the next one, takes more bytes than this. */
  private static final int BETWEEN_CHUNKS = 2;

  private final InputStream source;
  private final Framing framing;
  private final Wire wire;
  private final Exchange exchange;
  private final IdlePool pool;
  private boolean begun;
  private boolean ended;
  private boolean torn;
  private @Nullable RuntimeException failure;

  BodyStream(Framing framing, Wire wire, Exchange exchange, IdlePool pool) {
    this.source = wire.bodyOf(framing);
    this.framing = framing;
    this.wire = wire;
    this.exchange = exchange;
    this.pool = pool;
    if (framing.length() == 0) {
      end();
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (failure != null) {
      throw failure;
    }
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    if (!exchange.isRunning()) {
      throw fail(exchange.ended());
    }
    try {
      return waitAndRead(target, offset, length);
    } catch (IOException e) {
      throw fail(Failures.reading(e, exchange, wire));
    }
  }

  private int waitAndRead(byte[] target, int offset, int length) throws IOException {
    int reads = wire.intake().reads();
    // Negative where more than two gigabytes are left.
    boolean mayWait = source.available() <= 0;
    if (mayWait) {
      exchange.armReading(!begun);
    }
    int count = source.read(target, offset, length);
    if (mayWait) {
      exchange.rest();
    }
    begun = true;
    if (count < 0) {
      // A stream that ends without reading on, after it was torn, has left its trailer behind.
      torn &= reads == wire.intake().reads();
      end();
      return count;
    }
    torn = false;
    return framing.chunked() ? count + readBuffered(target, offset + count, length - count) : count;
  }

  /** Adds what further chunks have arrived already, so that a burst is passed on in one piece. */
  private int readBuffered(byte[] target, int offset, int length) {
    int count = 0;
    wire.intake().mayBlock(false);
    try {
      while (count < length && wire.buffered() > BETWEEN_CHUNKS) {
        int more = source.read(target, offset + count, length - count);
        if (more < 0) {
          end();
          break;
        }
        count += more;
      }
    } catch (IOException e) {
      // The rest of a chunk's header is still on its way, or it is damaged: the next read tells.
      torn = true;
    } finally {
      wire.intake().mayBlock(true);
    }
    return count;
  }

  /** Bounds the rest of the body; see {@link UpstreamResponse#endWithin}. */
  void endWithin(Duration limit) {
    exchange.endWithin(limit);
  }

  /** Bounds the wait for the answer; see {@link UpstreamResponse#beginWithin}. */
  void beginWithin(Duration limit) {
    exchange.beginWithin(limit);
  }

  /** Lifts that bound. */
  void begun() {
    exchange.begun();
  }

  /** Returns a lower bound of what can be read without waiting. */
  @Override
  public int available() {
    try {
      return ended || failure != null ? 0 : Math.max(0, source.available());
    } catch (IOException e) {
      return 0;
    }
  }

  /** Ends the exchange; what was not read tells the provider to stop, as its connection closes. */
  @Override
  public void close() {
    if (ended || failure != null) {
      return;
    }
    if (exchange.isRunning() && isAtEnd()) {
      end();
    } else {
      exchange.finish();
      wire.close();
    }
    failure = ended ? null : new IllegalStateException("The answer is closed.");
  }

  private boolean isAtEnd() {
    wire.intake().mayBlock(false);
    try {
      return !torn && source.read(new byte[1], 0, 1) < 0;
    } catch (IOException e) {
      return false;
    } finally {
      wire.intake().mayBlock(true);
    }
  }

  private void end() {
    ended = true;
    boolean ours = exchange.finish();
    if (ours && !torn && framing.persistent() && wire.clean()) {
      pool.put(wire, framing.keepSeconds());
    } else {
      wire.close();
    }
  }

  private RuntimeException fail(RuntimeException reason) {
    failure = reason;
    exchange.finish();
    wire.close();
    return reason;
  }
}
