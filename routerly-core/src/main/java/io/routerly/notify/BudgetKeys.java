package io.routerly.notify;

import io.routerly.domain.Budget;
import io.routerly.domain.BudgetState;
import io.routerly.domain.WindowType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** The names under which the book knows budgets, and how long what was told of them counts. */
final class BudgetKeys {
  private static final String BUDGET = "budget|";
  private static final String EXHAUSTED = "|exhausted";

  /** A window of a second would be exhausted every second. */
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /** A period has an end; this is for one that does not say. */
  private static final Duration USUAL = Duration.ofDays(1);

  private BudgetKeys() {}

  /** Returns what tells a budget from others: whose it is, what it counts, and its limit. */
  static String of(BudgetState state) {
    Budget budget = state.budget();
    return BUDGET
        + String.join(
            "|",
            state.level().wireName(),
            state.scopeId(),
            budget.metric().wireName(),
            budget.windowType().wireName(),
            budget.windowSize(),
            budget.zone().getId(),
            budget.limit().stripTrailingZeros().toPlainString());
  }

  static String threshold(BudgetState state, int percent) {
    return of(state) + "|" + percent;
  }

  static String exhaustion(BudgetState state) {
    return of(state) + EXHAUSTED;
  }

  /**
   * Returns whether an entry is of a budget that begins anew and is reached by it no more: of a
   * rolling window much may be used still.
   */
  static boolean isOver(String key, BudgetState state) {
    String prefix = of(state) + "|";
    if (!key.startsWith(prefix)) {
      return false;
    }
    boolean rolling = state.budget().windowType() == WindowType.ROLLING;
    return !rolling || key.endsWith(EXHAUSTED) || !reaches(state, key.substring(prefix.length()));
  }

  private static boolean reaches(BudgetState state, String percent) {
    BigDecimal share = state.budget().limit().multiply(new BigDecimal(percent)).movePointLeft(2);
    return state.used().compareTo(share) >= 0;
  }

  static boolean isExhaustion(String key) {
    return key.startsWith(BUDGET) && key.endsWith(EXHAUSTED);
  }

  /**
   * Returns until when what is told of a budget now counts: a period's end, or a window's length.
   */
  static Instant until(BudgetState state, Instant now) {
    return state.budget().windowType() == WindowType.PERIOD
        ? state.resetAt().orElseGet(() -> now.plus(USUAL))
        : now.plus(length(state.budget().windowSize()));
  }

  private static Duration length(String rollingWindow) {
    return switch (rollingWindow) {
      case "second", "minute" -> SHORTEST;
      case "hour" -> Duration.ofHours(1);
      case "day" -> Duration.ofDays(1);
      case "week" -> Duration.ofDays(7);
      default -> Duration.ofDays(30);
    };
  }
}
