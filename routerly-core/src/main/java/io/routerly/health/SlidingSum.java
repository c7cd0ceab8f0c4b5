package io.routerly.health;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Sums by slice of time, in a ring; the running slice counts as a whole. Thread-safe. */
final class SlidingSum {
  private final ReentrantLock lock = new ReentrantLock();
  private final long[] sums;
  private final long sliceNanos;
  private final long startedAt;
  private long newest;

  /** The sum of the last slices but the running one, and for which these are. */
  private long older;

  private long olderThan = -1;
  private int olderSlices;

  private SlidingSum(int slices, long sliceNanos, long startedAt) {
    this.sums = new long[slices];
    this.sliceNanos = sliceNanos;
    this.startedAt = startedAt;
  }

  /** Returns sums of the last {@link Traffic#MOST_SECONDS}, by the second. */
  static SlidingSum ofSeconds(long startedAt) {
    return new SlidingSum(Traffic.MOST_SECONDS, TimeUnit.SECONDS.toNanos(1), startedAt);
  }

  /** Returns sums of the last {@link Traffic#MOST_MINUTES}, by the minute. */
  static SlidingSum ofMinutes(long startedAt) {
    return new SlidingSum(Traffic.MOST_MINUTES, TimeUnit.MINUTES.toNanos(1), startedAt);
  }

  void add(long now, long amount) {
    lock.lock();
    try {
      advance(now);
      sums[(int) (newest % sums.length)] += amount;
    } finally {
      lock.unlock();
    }
  }

  /** Takes back what was added at a time, unless that is too long ago to count at all. */
  void takeBack(long now, long addedAt, long amount) {
    lock.lock();
    try {
      advance(now);
      long slice = sliceAt(addedAt);
      if (slice > newest - sums.length) {
        sums[(int) (slice % sums.length)] -= amount;
        olderThan = -1;
      }
    } finally {
      lock.unlock();
    }
  }

  long sum(long now, int slices) {
    lock.lock();
    try {
      advance(now);
      if (olderThan != newest || olderSlices != slices) {
        olderThan = newest;
        olderSlices = slices;
        older = sumOfOlder(slices);
      }
      return older + sums[(int) (newest % sums.length)];
    } finally {
      lock.unlock();
    }
  }

  /** What is added to an older slice is taken back, and that is told. */
  private long sumOfOlder(int slices) {
    long sum = 0;
    for (long slice = oldest(slices); slice < newest; slice++) {
      sum += sums[(int) (slice % sums.length)];
    }
    return sum;
  }

  private long oldest(int slices) {
    return Math.max(0, newest - slices + 1);
  }

  /**
   * Returns in how many nanoseconds the sum of the last slices is no more than this, if nothing is
   * added.
   */
  long nanosUntil(long now, int slices, long most) {
    lock.lock();
    try {
      advance(now);
      long sum = sumOfOlder(slices) + sums[(int) (newest % sums.length)];
      long left = 0;
      for (long slice = oldest(slices); slice <= newest && sum > most; slice++) {
        sum -= sums[(int) (slice % sums.length)];
        left = startedAt + (slice + slices) * sliceNanos - now;
      }
      return left;
    } finally {
      lock.unlock();
    }
  }

  private long sliceAt(long time) {
    return Math.max(0, time - startedAt) / sliceNanos;
  }

  private void advance(long now) {
    long current = sliceAt(now);
    for (long slice = Math.max(newest + 1, current - sums.length + 1); slice <= current; slice++) {
      sums[(int) (slice % sums.length)] = 0;
    }
    newest = Math.max(newest, current);
  }
}
