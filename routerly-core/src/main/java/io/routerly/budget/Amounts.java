package io.routerly.budget;

import io.routerly.domain.BudgetMetric;
import io.routerly.domain.UsageRecord;
import io.routerly.store.HourlyUsage;
import java.math.BigDecimal;

/**
 * Something used, or expected to be, in all that budgets count.
 *
 * @param calls clients' calls
 * @param input prompt tokens
 * @param output completion tokens
 * @param cost US dollars
 */
record Amounts(long calls, long input, long output, BigDecimal cost) {
  static final Amounts NONE = new Amounts(0, 0, 0, BigDecimal.ZERO);
  static final Amounts ONE_CALL = new Amounts(1, 0, 0, BigDecimal.ZERO);

  static Amounts of(UsageRecord record) {
    return new Amounts(
        record.calls(),
        record.tokens().input(),
        record.tokens().output(),
        record.cost().map(cost -> cost.total().usd()).orElse(BigDecimal.ZERO));
  }

  static Amounts of(HourlyUsage.Sum sum) {
    return new Amounts(sum.calls(), sum.inputTokens(), sum.outputTokens(), sum.cost().usd());
  }

  /** Returns what a budget on {@code metric} counts of it. */
  BigDecimal of(BudgetMetric metric) {
    return switch (metric) {
      case COST -> cost;
      case CALLS -> BigDecimal.valueOf(calls);
      case INPUT_TOKENS -> BigDecimal.valueOf(input);
      case OUTPUT_TOKENS -> BigDecimal.valueOf(output);
      case TOTAL_TOKENS -> BigDecimal.valueOf(input).add(BigDecimal.valueOf(output));
    };
  }

  Amounts plus(Amounts other) {
    return new Amounts(
        calls + other.calls, input + other.input, output + other.output, cost.add(other.cost));
  }

  /** Returns the smaller of both in each. */
  Amounts least(Amounts other) {
    return new Amounts(
        Math.min(calls, other.calls),
        Math.min(input, other.input),
        Math.min(output, other.output),
        cost.min(other.cost));
  }
}
