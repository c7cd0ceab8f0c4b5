package io.routerly.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * How a budget stands at one moment.
 *
 * @param level whose use it limits
 * @param scopeId id of the project or the token; empty for the whole installation
 * @param budget what is limited, and to what
 * @param used what was used in the present window
 * @param reserved what is held for calls under way, beside {@code used}
 * @param startedAt since when use counts
 * @param resetAt when something of it is free again: the end of a period; of a rolling window that
 *     of its oldest use, absent while nothing is used
 */
public record BudgetState(
    BudgetLevel level,
    String scopeId,
    Budget budget,
    BigDecimal used,
    BigDecimal reserved,
    Instant startedAt,
    Optional<Instant> resetAt) {
  /** Returns what may still be used, at least 0. */
  public BigDecimal remaining() {
    return budget.limit().subtract(used).subtract(reserved).max(BigDecimal.ZERO);
  }

  /** Returns whether less than a tenth of the limit is left, whatever is held of that. */
  public boolean isNearlyExhausted() {
    return used.scaleByPowerOfTen(1).compareTo(budget.limit().multiply(BigDecimal.valueOf(9))) >= 0;
  }

  /** Returns whether nothing is left but what is held. */
  public boolean exhausted() {
    return used.compareTo(budget.limit()) >= 0;
  }
}
