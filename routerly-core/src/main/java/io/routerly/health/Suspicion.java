package io.routerly.health;

import java.util.concurrent.TimeUnit;

/**
 * What speaks for it that a model hangs: attempts that another model overtook, though they had had
 * their time, before a byte of an answer came. A model that is slow looks the same; which it is
 * shows only when one of them is waited for. For one thread at a time.
 */
final class Suspicion {
  /** From here on it is worth a client's wait to know. */
  static final int ENOUGH = FailureRun.LONG;

  private static final long BETWEEN_WAITS = TimeUnit.SECONDS.toNanos(30);

  private int silences;
  private boolean waited;
  private long waitedAt;

  /** Takes note of an attempt that was overtaken in silence. */
  void raise() {
    silences = Math.min(silences + 1, ENOUGH);
  }

  /** The model has answered, or is known to hang. */
  void end() {
    silences = 0;
  }

  boolean isStrong() {
    return silences >= ENOUGH;
  }

  /**
   * Returns whether the attempt that begins now is the one to be waited for: one in a while.
   *
   * @param now in nanoseconds of a clock that only goes forward
   * @param enough how many silences are
   */
  boolean isToBeSettled(long now, int enough) {
    boolean due = silences >= enough && (!waited || now - waitedAt >= BETWEEN_WAITS);
    if (due) {
      waited = true;
      waitedAt = now;
    }
    return due;
  }
}
