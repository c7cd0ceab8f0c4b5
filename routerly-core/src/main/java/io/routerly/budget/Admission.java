package io.routerly.budget;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.time.Duration;
import java.util.Optional;

/** Whether a call may go on. */
public sealed interface Admission {
  /**
   * It may.
   *
   * @param reservation what is held for it until it has ended
   */
  record Admitted(Reservation reservation) implements Admission {}

  /**
   * It may not.
   *
   * @param code {@code budget_exceeded}, {@code max_cost_exceeded} or {@code too_many_parallel}
   * @param reason which budget, how much, and when it resets, as a sentence
   * @param retryAfter until the latest reset among the exhausted budgets; absent where waiting does
   *     not help
   */
  record Refused(ErrorCode code, String reason, Optional<Duration> retryAfter)
      implements Admission {
    /** Returns what ends the request. */
    public GatewayException asException() {
      return retryAfter
          .map(wait -> GatewayException.retryLater(code, reason, wait))
          .orElseGet(() -> new GatewayException(code, reason));
    }
  }
}
