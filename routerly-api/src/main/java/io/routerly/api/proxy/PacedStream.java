package io.routerly.api.proxy;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends a body that comes in drops: it may take {@link #PATIENCE}, and a second more for each {@link
 * #BYTES_PER_SECOND} that have come. A body that comes at that rate or faster is never ended.
 *
 * <p>What is counted is what came over the network, before it is unpacked, so that a few bytes that
 * unpack to many win no time. Used by one thread.
 */
final class PacedStream extends FilterInputStream {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final int BYTES_PER_SECOND = 16 * 1024;

  private final LongSupplier nanoTime;
  private final long begin;
  private long count;

  /**
   * @param nanoTime a clock that never jumps
   */
  PacedStream(InputStream body, LongSupplier nanoTime) {
    super(body);
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    counted(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    counted(read);
    return read;
  }

  private void counted(int read) {
    count += Math.max(0, read);
    Duration allowed = PATIENCE.plusSeconds(count / BYTES_PER_SECOND);
    if (read > 0 && nanoTime.getAsLong() - begin > allowed.toNanos()) {
      throw new GatewayException(
          ErrorCode.REQUEST_TIMEOUT,
          "The body comes too slowly: it may take "
              + PATIENCE.toSeconds()
              + " s, and a second more for each "
              + BYTES_PER_SECOND
              + " bytes.");
    }
  }

  /** Nobody comes back to what was read. */
  @Override
  public boolean markSupported() {
    return false;
  }
}
