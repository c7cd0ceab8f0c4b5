package io.routerly.routing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Until when a decision is waited for. A policy that asks somebody else keeps to it, and says what
 * it can by then. Thread-safe.
 */
public final class Deadline {
  private final long startedAt;
  private final long at;
  private final LongSupplier nanoTime;
  private final BooleanSupplier abandoned;

  private Deadline(long startedAt, long at, LongSupplier nanoTime, BooleanSupplier abandoned) {
    this.startedAt = startedAt;
    this.at = at;
    this.nanoTime = nanoTime;
    this.abandoned = abandoned;
  }

  /**
   * Returns the deadline that is {@code time} from now.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds
   * @param abandoned whether nobody waits any more
   */
  public static Deadline in(Duration time, LongSupplier nanoTime, BooleanSupplier abandoned) {
    long now = nanoTime.getAsLong();
    return new Deadline(now, now + time.toNanos(), nanoTime, abandoned);
  }

  /** Returns the deadline for somebody who may take this long, counted from the same start. */
  public Deadline orWithin(Duration time) {
    long other = startedAt + time.toNanos();
    return other - at > 0 ? new Deadline(startedAt, other, nanoTime, abandoned) : this;
  }

  /** Returns how much time is left; zero once it has passed or the client has left. */
  public Duration remaining() {
    long left = at - nanoTime.getAsLong();
    return abandoned.getAsBoolean() || left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }
}
