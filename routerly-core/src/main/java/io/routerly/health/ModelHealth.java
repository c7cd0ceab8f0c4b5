package io.routerly.health;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How the attempts of one model ended lately.
 *
 * <p>Successes and failures are counted in a ring of slices. Beside them stands the run of failures
 * since the last success: a model that answered thousands of calls and then none is as ill as one
 * that never answered. A success that ends a long run forgets what was before, since it tells of
 * another state of the provider. Constant size; thread-safe.
 */
public final class ModelHealth {
  /** From here on a run of failures is an outage rather than chance. */
  static final int LONG_RUN = 8;

  private static final int SLICES =
      (int) (Smoothing.LONGEST_WINDOW.toSeconds() / Smoothing.SLICE_SECONDS);
  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(Smoothing.SLICE_SECONDS);

  private final LongSupplier nanoTime;
  private final long startedAt;
  private final ReentrantLock lock = new ReentrantLock();
  private final int[] calls = new int[SLICES];
  private final int[] failures = new int[SLICES];
  private long newest;
  private int run;
  private long failedAt;
  private boolean probed;

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  ModelHealth(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  /**
   * Returns the share of failures, from 0 to 1: that of the window, or that of the present run if
   * this is one of at least {@value #LONG_RUN} failures and the share is higher.
   */
  public double errorRate(Smoothing smoothing) {
    lock.lock();
    try {
      advance();
      double failed = 0;
      double all = 0;
      int reach = Math.min(smoothing.slices(), SLICES);
      for (int age = 0; age < reach && age <= newest; age++) {
        int slice = (int) ((newest - age) % SLICES);
        failed += smoothing.weight(age) * failures[slice];
        all += smoothing.weight(age) * calls[slice];
      }
      double lately = smoothing.rate(failed, all);
      return run < LONG_RUN ? lately : Math.max(lately, smoothing.rate(run, run));
    } finally {
      lock.unlock();
    }
  }

  /** Returns the time since the latest failure, if there was one since the last success. */
  public Optional<Duration> sinceFailure() {
    lock.lock();
    try {
      return run == 0
          ? Optional.empty()
          : Optional.of(Duration.ofNanos(nanoTime.getAsLong() - failedAt));
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether a call is trying the model out at present. */
  public boolean isProbed() {
    lock.lock();
    try {
      return probed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the one place for a call that tries the model out; false if it is taken. */
  public boolean beginProbe() {
    lock.lock();
    try {
      boolean free = !probed;
      probed = true;
      return free;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the place back, whatever was found. */
  public void endProbe() {
    lock.lock();
    try {
      probed = false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes note that a model which was being tried out answers: what was before is forgotten. */
  public void recovered() {
    lock.lock();
    try {
      forget();
    } finally {
      lock.unlock();
    }
  }

  private void forget() {
    Arrays.fill(calls, 0);
    Arrays.fill(failures, 0);
    run = 0;
  }

  /** Takes note that the model answers. */
  void succeeded() {
    lock.lock();
    try {
      advance();
      if (run >= LONG_RUN) {
        forget();
      }
      run = 0;
      calls[(int) (newest % SLICES)]++;
    } finally {
      lock.unlock();
    }
  }

  /** Takes note that the model failed. */
  void failed() {
    lock.lock();
    try {
      advance();
      int slice = (int) (newest % SLICES);
      calls[slice]++;
      failures[slice]++;
      run = Math.min(run + 1, Integer.MAX_VALUE - 1);
      failedAt = nanoTime.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  /** Empties the slices that have begun since the last look; a clock never goes back here. */
  private void advance() {
    long now = Math.max(0, nanoTime.getAsLong() - startedAt) / SLICE_NANOS;
    long first = Math.max(newest + 1, now - SLICES + 1);
    for (long slice = first; slice <= now; slice++) {
      calls[(int) (slice % SLICES)] = 0;
      failures[(int) (slice % SLICES)] = 0;
    }
    newest = Math.max(newest, now);
  }
}
