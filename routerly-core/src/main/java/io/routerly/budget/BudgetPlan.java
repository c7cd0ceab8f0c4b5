package io.routerly.budget;

import io.routerly.domain.BudgetMetric;
import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What one token's calls are counted by, and what limits them. Immutable.
 *
 * @param limits the budgets that hold for them
 * @param watched all budgets whose scope they are in, those that do not hold for them included
 * @param counters what counts them
 * @param models the models that may serve them
 * @param maxParallel most of them at a time
 */
record BudgetPlan(
    List<Limit> limits,
    List<Limit> watched,
    Set<Counter> counters,
    List<Model> models,
    Optional<Integer> maxParallel) {
  static BudgetPlan of(
      List<Limit> limits, List<Limit> watched, List<Model> models, Optional<Integer> maxParallel) {
    Set<Counter> counters = new LinkedHashSet<>();
    watched.forEach(limit -> counters.add(limit.counter()));
    return new BudgetPlan(limits, watched, counters, models, maxParallel);
  }

  /**
   * Returns what is left of the budgets that block; under the lock.
   *
   * @param own what is held for the call that asks, for which it is left as well
   */
  List<Headroom> headroom(Amounts own) {
    return limits.stream()
        .filter(Limit::blocks)
        .map(
            limit ->
                new Headroom(limit.budget().metric(), limit.budget().limit(), limit.leftFor(own)))
        .toList();
  }

  /** Returns whether calls alone are counted, whatever they use. */
  boolean countsCallsOnly() {
    return watched.stream().allMatch(limit -> limit.budget().metric() == BudgetMetric.CALLS);
  }

  /** Returns what a call is expected to use at least, whichever model serves it. */
  Amounts leastOf(Function<Model, Amounts> forecast, Estimate estimate) {
    if (countsCallsOnly()) {
      return Amounts.NONE;
    }
    return models.stream()
        .filter(Model::enabled)
        .map(forecast)
        .reduce(Amounts::least)
        .orElse(new Amounts(0, estimate.inputTokens(), 0, BigDecimal.ZERO));
  }
}
