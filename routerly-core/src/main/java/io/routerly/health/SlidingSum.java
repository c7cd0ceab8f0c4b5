package io.routerly.health;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sums by slice of time, in a ring. The slice in which a window begins counts as a whole, so that
 * no window of that length ever holds more than is told, and a little less may be.
 *
 * <p>What is kept is the sum of everything up to the end of each slice: the sum of a window is the
 * difference of two of them, whatever its length. Thread-safe.
 */
final class SlidingSum {
  /** The slice in which a window begins, and the one before it. */
  private static final int BEFORE = 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final long[] totals;
  private final long sliceNanos;
  private final long startedAt;
  private long newest;

  /**
   * @param longest the longest window that is asked for
   * @param slice how long a slice is
   */
  private SlidingSum(Duration longest, Duration slice, long startedAt) {
    this.totals = new long[(int) longest.dividedBy(slice) + BEFORE];
    this.sliceNanos = slice.toNanos();
    this.startedAt = startedAt;
  }

  /** Returns sums for windows of up to {@code longest}, in slices of this length. */
  static SlidingSum of(Duration longest, Duration slice, long startedAt) {
    return new SlidingSum(longest, slice, startedAt);
  }

  /** Returns sums of the last {@link Traffic#MOST_MINUTES}, by the minute. */
  static SlidingSum ofMinutes(long startedAt) {
    return new SlidingSum(
        Duration.ofMinutes(Traffic.MOST_MINUTES), Duration.ofMinutes(1), startedAt);
  }

  void add(long now, long amount) {
    lock.lock();
    try {
      advance(now);
      totals[at(newest)] += amount;
    } finally {
      lock.unlock();
    }
  }

  /** Takes back what was added at a time, unless that is too long ago to count at all. */
  void takeBack(long now, long addedAt, long amount) {
    lock.lock();
    try {
      advance(now);
      long added = sliceAt(addedAt);
      if (added > newest - totals.length) {
        for (long slice = added; slice <= newest; slice++) {
          totals[at(slice)] -= amount;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns the sum of a window of this length that ends now. */
  long sum(long now, long windowNanos) {
    lock.lock();
    try {
      advance(now);
      return totals[at(newest)] - totalBefore(first(now, windowNanos));
    } finally {
      lock.unlock();
    }
  }

  /** Returns in how many nanoseconds a window's sum is no more than this, if nothing is added. */
  long nanosUntil(long now, long windowNanos, long most) {
    lock.lock();
    try {
      advance(now);
      long first = first(now, windowNanos);
      long all = totals[at(newest)];
      long gone = first;
      while (gone <= newest && all - totalBefore(gone) > most) {
        gone++;
      }
      return gone == first ? 0 : startedAt + gone * sliceNanos + windowNanos - now;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the sum of everything before a slice. */
  private long totalBefore(long slice) {
    return slice <= 0 ? 0 : totals[at(slice - 1)];
  }

  /** Returns the slice in which a window begins that ends now, if nobody has been here later. */
  private long first(long now, long windowNanos) {
    return sliceAt(Math.max(now, startedAt + newest * sliceNanos) - windowNanos);
  }

  private int at(long slice) {
    return (int) (slice % totals.length);
  }

  private long sliceAt(long time) {
    return Math.max(0, time - startedAt) / sliceNanos;
  }

  private void advance(long now) {
    long current = sliceAt(now);
    if (current > newest) {
      long all = totals[at(newest)];
      for (long slice = Math.max(newest + 1, current - totals.length + 1);
          slice <= current;
          slice++) {
        totals[at(slice)] = all;
      }
      newest = current;
    }
  }
}
