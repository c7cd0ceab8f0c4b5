package io.routerly.routing.policy;

import io.routerly.routing.Candidate;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Rates each candidate at random, so that calls spread evenly. */
public final class RandomPolicy implements RoutingPolicy {
  private final DoubleSupplier random;

  /**
   * @param random numbers from 0 (inclusive) to 1 (exclusive), safe for threads
   */
  public RandomPolicy(DoubleSupplier random) {
    this.random = random;
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    return candidates.stream()
        .<Verdict>map(candidate -> new Verdict.Score(random.getAsDouble()))
        .toList();
  }
}
