package io.routerly.budget;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.time.Duration;

/** Whether a call may go on. */
public sealed interface Admission {
  /**
   * It may.
   *
   * @param reservation what is held for it until it has ended
   */
  record Admitted(Reservation reservation) implements Admission {}

  /**
   * It may not: a budget is exhausted.
   *
   * @param reason which budget, how much, and when it resets, as a sentence
   * @param retryAfter until the latest reset among the exhausted budgets
   */
  record Refused(String reason, Duration retryAfter) implements Admission {
    /** Returns what ends the request. */
    public GatewayException asException() {
      return GatewayException.retryLater(ErrorCode.BUDGET_EXCEEDED, reason, retryAfter);
    }
  }
}
