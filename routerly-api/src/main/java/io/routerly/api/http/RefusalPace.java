package io.routerly.api.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Says how long each answer to a wrong credential is held back: not at all while they are few, and
 * where many come, so long that they leave one after another, at a steady pace.
 *
 * <p>No address is looked at: behind a proxy all clients have the same. Thread-safe.
 */
final class RefusalPace {
  private final long intervalNanos;
  private final long freeNanos;
  private final long longestNanos;
  private final LongSupplier nanoTime;

  /** When the next answer could leave if none had ever been free. */
  private final AtomicLong nextAt;

  /**
   * @param interval between two answers where many come
   * @param free how many may leave at once after a silence
   * @param longest what no answer is held longer than
   * @param nanoTime a clock that never jumps
   */
  RefusalPace(Duration interval, int free, Duration longest, LongSupplier nanoTime) {
    this.intervalNanos = interval.toNanos();
    this.freeNanos = free * intervalNanos;
    this.longestNanos = longest.toNanos();
    this.nanoTime = nanoTime;
    this.nextAt = new AtomicLong(nanoTime.getAsLong());
  }

  /** Returns how long the answer that is ready now is held back. */
  Duration next() {
    long now = nanoTime.getAsLong();
    long before = nextAt.getAndUpdate(at -> after(at, now));
    return Duration.ofNanos(Math.min(wait(before, now), longestNanos));
  }

  /** One that waits the longest time has left the queue, which would only grow. */
  private long after(long at, long now) {
    return wait(at, now) >= longestNanos ? at : (at - now > 0 ? at : now) + intervalNanos;
  }

  private long wait(long at, long now) {
    return Math.max(0, at - now + intervalNanos - freeNanos);
  }
}
