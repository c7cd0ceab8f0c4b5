package io.routerly.dispatch;

import java.time.Duration;

/** Has attempts begin later, on threads of their own. Thread-safe. */
@FunctionalInterface
public interface Hedges {
  /**
   * Runs {@code hedge} once {@code delay} is over, on another thread than the one that calls; not
   * at all if there is no thread for it.
   *
   * @return calls it off, if it has not begun; may be run more than once
   */
  Runnable after(Duration delay, Runnable hedge);
}
