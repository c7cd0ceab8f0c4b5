package io.routerly.health;

import io.routerly.error.GatewayException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the attempts of one model ended lately.
 *
 * <p>Successes and failures are counted in a ring of slices. Beside them stands the run of failures
 * since the last success: a model that answered thousands of calls and then none is as ill as one
 * that never answered. A success that ends an outage forgets what was before, since it tells of
 * another state of the provider. Constant size; thread-safe.
 */
public final class ModelHealth {
  private static final int SLICES = Recency.SLICES;
  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(Recency.SLICE_SECONDS);
  private static final long LONGEST_NANOS = Recency.LONGEST_WINDOW.toNanos();

  private final LongSupplier nanoTime;
  private final long startedAt;
  private final ReentrantLock lock = new ReentrantLock();
  private final int[] calls = new int[SLICES];
  private final int[] failures = new int[SLICES];
  private long newest;
  private @Nullable Older older;
  private final FailureRun run = new FailureRun();
  private final Suspicion suspicion = new Suspicion();
  private boolean setBack;
  private long setBackAt;
  private boolean probed;
  private long begunTrials;
  private long failedTrial;
  private @Nullable GatewayException trialFailure;
  private final Probation probation = new Probation();
  private boolean recovered;
  private long recoveredAt;

  /** What the slices before the running one come to; worked out once for each slice. */
  private record Older(Smoothing smoothing, double failed, double all) {}

  /** What becomes of a call that would try the model out. */
  public enum Trial {
    /** It has the one place, and gives it back. */
    MAY_BEGIN,
    /** Another call has the place. */
    TAKEN,
    /** The model was tried out since, and failed. */
    FAILED_SINCE,
    /** The model was tried out since, and answers: it is asked as any other, without the place. */
    NOT_NEEDED
  }

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  ModelHealth(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  /**
   * Returns the share of failures, from 0 to 1: that of the window, or that of the present run of
   * failures if this is an outage and the share is higher. A model of which nothing is known has
   * none.
   */
  public double errorRate(Smoothing smoothing) {
    lock.lock();
    try {
      advance();
      Older before = older(smoothing);
      int slice = (int) (newest % SLICES);
      double lately =
          smoothing.rate(before.failed() + failures[slice], before.all() + calls[slice]);
      return isOutage(smoothing) ? Math.max(lately, smoothing.rateOfRun(run.length())) : lately;
    } finally {
      lock.unlock();
    }
  }

  /** The clock is not asked for a model that is well. */
  private boolean isOutage(Smoothing smoothing) {
    return run.length() >= FailureRun.LONG
        && run.isOutage(nanoTime.getAsLong(), smoothing.recency().nanos());
  }

  /** Nothing is ever added to a slice once the next one runs. */
  private Older older(Smoothing smoothing) {
    Older known = older;
    if (known == null || !known.smoothing().equals(smoothing)) {
      known = sumOfOlder(smoothing);
      older = known;
    }
    return known;
  }

  private Older sumOfOlder(Smoothing smoothing) {
    double failed = 0;
    double all = 0;
    Recency recency = smoothing.recency();
    int reach = (int) Math.min(newest + 1, Math.min(recency.slices(), SLICES));
    for (int age = 1; age < reach; age++) {
      int slice = (int) ((newest - age) % SLICES);
      failed += recency.weight(age) * failures[slice];
      all += recency.weight(age) * calls[slice];
    }
    return new Older(smoothing, failed, all);
  }

  /**
   * Returns the time since the model last failed, or was last tried out without any answer, if ever
   * it was.
   */
  public Optional<Duration> sinceSetback() {
    lock.lock();
    try {
      return setBack
          ? Optional.of(Duration.ofNanos(nanoTime.getAsLong() - setBackAt))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns whether no call may try the model out at present: one does, or as many as are let in
   * have begun while it is not known yet how its answers end.
   */
  public boolean isBeingTriedOut() {
    lock.lock();
    try {
      return probed || (probation.isRunning() && !probation.hasRoom(nanoTime.getAsLong()));
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the model has answered for that long since it was out, without a failure. */
  public boolean hasAnsweredFor(Duration time) {
    lock.lock();
    try {
      return probation.hasLasted(nanoTime.getAsLong(), time.toNanos());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the one place for a call that tries the model out, if it is free and the trial is due.
   *
   * @param decidedAt when it was found to be due, in nanoseconds of the clock
   * @param lastResort whether the model is to be tried even if it has failed since
   */
  public Trial beginTrial(long decidedAt, boolean lastResort) {
    lock.lock();
    try {
      if (probation.isRunning()) {
        return duringProbation(lastResort);
      }
      if (recovered && recoveredAt - decidedAt >= 0) {
        return Trial.NOT_NEEDED;
      }
      if (probed) {
        return Trial.TAKEN;
      }
      if (!lastResort && setBack && setBackAt - decidedAt >= 0) {
        return Trial.FAILED_SINCE;
      }
      probed = true;
      begunTrials++;
      return Trial.MAY_BEGIN;
    } finally {
      lock.unlock();
    }
  }

  /** A model that begins to answer is good enough for calls that have no other one. */
  private Trial duringProbation(boolean lastResort) {
    if (!lastResort && !probation.hasRoom(nanoTime.getAsLong())) {
      return Trial.TAKEN;
    }
    probation.letIn();
    return Trial.NOT_NEEDED;
  }

  /** Gives the place back; the model was not asked, so the next call may try it out. */
  public void giveUpTrial() {
    lock.lock();
    try {
      probed = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives the place back after a trial that failed.
   *
   * @param told what those are told who have waited for it
   */
  public void failTrial(GatewayException told) {
    lock.lock();
    try {
      probed = false;
      failedTrial = begunTrials;
      trialFailure = told;
      setBack();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many trials have begun by now. */
  public long begunTrials() {
    lock.lock();
    try {
      return begunTrials;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how the latest trial that failed did so, if it was not one of the first ones.
   *
   * @param before what {@link #begunTrials} said when the call began to wait: what had begun by
   *     then may have met what is over by now
   */
  public Optional<GatewayException> trialFailedSince(long before) {
    lock.lock();
    try {
      return failedTrial <= before ? Optional.empty() : Optional.ofNullable(trialFailure);
    } finally {
      lock.unlock();
    }
  }

  /** Gives the place back after a trial that ended without an answer, whosever fault it was. */
  public void endTrial() {
    lock.lock();
    try {
      probed = false;
      setBack();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives the place back: the model answers. It is on probation from now on, until the first answer
   * that ends: a success forgets what was before, a failure takes it up again.
   */
  public void recovered() {
    lock.lock();
    try {
      probed = false;
      recovered = true;
      recoveredAt = nanoTime.getAsLong();
      probation.begin(recoveredAt);
    } finally {
      lock.unlock();
    }
  }

  private void setBack() {
    setBack = true;
    setBackAt = nanoTime.getAsLong();
  }

  private void forget() {
    older = null;
    Arrays.fill(calls, 0);
    Arrays.fill(failures, 0);
    run.forget();
  }

  /**
   * Takes note that the model answered.
   *
   * @param took how long the call took, from its start to now
   */
  void succeeded(Duration took) {
    lock.lock();
    try {
      advance();
      long now = nanoTime.getAsLong();
      long beganAt = now - took.toNanos();
      if (probation.isRunning()) {
        probation.end();
        recoveredAt = now;
        forget();
      } else if (run.isEndedBy(beganAt) && run.isOutage(now, LONGEST_NANOS)) {
        forget();
      }
      run.answered(beganAt);
      suspicion.end();
      calls[(int) (newest % SLICES)]++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes note that the model failed.
   *
   * @param timedOut whether it was silent for all of its time: so it was, then, when others
   *     overtook it
   */
  void failed(boolean timedOut) {
    lock.lock();
    try {
      advance();
      int slice = (int) (newest % SLICES);
      calls[slice]++;
      failures[slice]++;
      setBack();
      run.failed(setBackAt);
      if (timedOut && suspicion.isStrong()) {
        run.failed(setBackAt, Suspicion.ENOUGH);
      }
      if (timedOut) {
        suspicion.end();
      }
      probation.end();
      recovered = false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes note that another model was faster, before this one had sent a byte of an answer. */
  void overtakenInSilence() {
    lock.lock();
    try {
      suspicion.raise();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns whether the call that asks the model now is to wait for it, and not to ask another one
   * beside it: one call in a while, after the model was overtaken {@value FailureRun#LONG} times
   * without an answer in between, or once when it was tried out.
   *
   * @param trial whether the call tries the model out
   */
  public boolean isToBeWaitedFor(boolean trial) {
    lock.lock();
    try {
      return suspicion.isToBeSettled(nanoTime.getAsLong(), trial ? 1 : Suspicion.ENOUGH);
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
    if (now > newest) {
      newest = now;
      older = null;
    }
  }
}
