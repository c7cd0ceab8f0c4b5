package io.routerly.budget;

import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.WindowType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Counts one metric of one scope in one window, for all budgets that look at that. Guarded by the
 * lock of the gate that it belongs to.
 */
final class Counter {
  private final Key key;
  private final Tally tally;

  /**
   * What is counted. Budgets that differ but in their limit share a counter.
   *
   * @param zone of a calendar period; UTC for a rolling window, which follows no calendar
   */
  record Key(
      Scope scope, BudgetMetric metric, WindowType windowType, String windowSize, ZoneId zone) {
    static Key of(Scope scope, Budget budget) {
      ZoneId zone = budget.windowType() == WindowType.PERIOD ? budget.zone() : ZoneOffset.UTC;
      return new Key(scope, budget.metric(), budget.windowType(), budget.windowSize(), zone);
    }
  }

  Counter(Key key) {
    this.key = key;
    this.tally = new Tally(TimeWindow.of(key.windowType(), key.windowSize(), key.zone()));
  }

  Key key() {
    return key;
  }

  Tally tally() {
    return tally;
  }

  void use(long at, Amounts amounts) {
    tally.use(at, amounts.of(key.metric()));
  }

  void hold(long at, Amounts amounts) {
    tally.hold(at, amounts.of(key.metric()));
  }

  void release(long at, Amounts amounts) {
    tally.release(at, amounts.of(key.metric()));
  }

  /** Returns used and held together. */
  BigDecimal taken() {
    return tally.used().add(tally.held());
  }
}
