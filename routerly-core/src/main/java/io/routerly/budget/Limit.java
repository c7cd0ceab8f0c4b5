package io.routerly.budget;

import io.routerly.domain.Budget;
import io.routerly.domain.BudgetState;
import io.routerly.domain.OnExhausted;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A budget and the counter that it looks at. Guarded by the lock of the gate that it belongs to.
 *
 * @param budget what is limited, and to what
 * @param counter what counts
 */
record Limit(Budget budget, Counter counter) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  boolean blocks() {
    return budget.onExhausted() == OnExhausted.BLOCK;
  }

  /** Returns whether all of it is used. */
  boolean isExhausted() {
    return counter.tally().used().compareTo(budget.limit()) >= 0;
  }

  /**
   * Returns whether it is not exhausted and has room for that much more.
   *
   * @param given what is given back in turn
   */
  boolean admits(Amounts more, Amounts given) {
    BigDecimal change = more.of(budget.metric()).subtract(given.of(budget.metric()));
    return !isExhausted() && counter.taken().add(change).compareTo(budget.limit()) <= 0;
  }

  /** Returns whether it refuses a call that needs so much. */
  boolean refuses(Amounts needed) {
    return blocks() && !admits(needed, Amounts.NONE);
  }

  /** Returns what is left, at least 0, for a call that holds so much of what is held. */
  BigDecimal leftFor(Amounts own) {
    return budget
        .limit()
        .subtract(counter.taken())
        .add(own.of(budget.metric()))
        .max(BigDecimal.ZERO);
  }

  /** Returns whether so much is used that only the cheapest models remain. */
  boolean wantsCheapest() {
    return budget.onExhausted() == OnExhausted.CHEAPEST && hasReached(budget.cheapestFrom());
  }

  /** Returns whether that percentage of the limit is used. */
  boolean hasReached(int percent) {
    BigDecimal share = budget.limit().multiply(BigDecimal.valueOf(percent));
    return counter.tally().used().multiply(HUNDRED).compareTo(share) >= 0;
  }

  BudgetState state() {
    Tally tally = counter.tally();
    OptionalLong reset = tally.resetAt();
    return new BudgetState(
        counter.key().scope().level(),
        counter.key().scope().id(),
        budget,
        tally.used(),
        tally.held(),
        Instant.ofEpochMilli(tally.startedAt()),
        reset.isPresent()
            ? Optional.of(Instant.ofEpochMilli(reset.getAsLong()))
            : Optional.empty());
  }
}
