package io.routerly.domain;

import java.math.BigDecimal;

/**
 * What is left of one budget.
 *
 * @param metric what the budget counts
 * @param limit how much it allows in its window
 * @param remaining US dollars, calls or tokens, less what is reserved for calls under way; at least
 *     0
 */
public record Headroom(BudgetMetric metric, BigDecimal limit, BigDecimal remaining) {
  public Headroom {
    if (remaining.signum() < 0) {
      throw new IllegalArgumentException("less than nothing cannot be left: " + remaining);
    }
  }
}
