package io.routerly.budget;

import io.routerly.domain.UsageRecord;

/**
 * What is held of the budgets for one call. Ended exactly once; a second end has no effect.
 * Thread-safe.
 */
public interface Reservation {
  /** Turns the reservation into the actual use of the call. */
  void settle(UsageRecord actual);

  /** Gives the reservation back, since no provider answered. */
  void release();
}
