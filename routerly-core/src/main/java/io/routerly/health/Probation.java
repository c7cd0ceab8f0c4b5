package io.routerly.health;

import java.util.concurrent.TimeUnit;

/**
 * The time from the first answer of a model that was out to the first one that has ended: that it
 * begins to answer does not show yet that it ends what it begins. A few calls are let in meanwhile,
 * twice as many with each step, so that one long answer does not keep the others out. For one
 * thread at a time.
 */
final class Probation {
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long MOST_STEPS = 30;

  private boolean runs;
  private long since;
  private long letIn;

  /**
   * A call was accepted that tried the model out.
   *
   * @param now in nanoseconds of a clock that only goes forward
   */
  void begin(long now) {
    if (!runs) {
      runs = true;
      since = now;
      letIn = 1;
    }
  }

  /** An answer has ended, well or not. */
  void end() {
    runs = false;
  }

  boolean isRunning() {
    return runs;
  }

  /** Returns whether it has gone on for that long without a failure. */
  boolean hasLasted(long now, long nanos) {
    return runs && now - since >= nanos;
  }

  /** Returns whether one more call may go to the model. */
  boolean hasRoom(long now) {
    return letIn < 1L << Math.min(MOST_STEPS, (now - since) / STEP_NANOS);
  }

  /** Takes note of a call that was let in. */
  void letIn() {
    letIn++;
  }
}
