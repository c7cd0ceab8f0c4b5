package io.routerly.routing.policy;

import io.routerly.health.OutputSizes;
import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.util.List;

/**
 * Rates a candidate by the expected cost of this request: the cheapest scores 1, one that costs
 * twice as much a half. Where one is free, free ones score 1 and the others at most a half. A model
 * without prices scores 0, since nobody knows.
 */
public final class CheapestPolicy implements RoutingPolicy {
  private static final double MOST_BESIDE_FREE = 0.5;

  private final OutputSizes sizes;
  private final int outputTokens;

  /**
   * @param sizes how long the models' answers recently were
   * @param outputTokens tokens of an answer while none of the candidates has answered
   */
  public CheapestPolicy(OutputSizes sizes, int outputTokens) {
    this.sizes = sizes;
    this.outputTokens = outputTokens;
  }

  /** Returns the factory of this policy. */
  public static PolicyFactory factory(OutputSizes sizes) {
    return PolicyFactory.of(
        "cheapest",
        spec ->
            new CheapestPolicy(
                sizes,
                PolicyConfig.of(spec, "outputTokens").integer("outputTokens", 1, 1_000_000, 500)));
  }

  @Override
  public boolean comparesCandidates() {
    return true;
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    ExpectedUse expected = ExpectedUse.among(candidates, sizes, outputTokens);
    double[] costs = new double[candidates.size()];
    double cheapest = Double.POSITIVE_INFINITY;
    boolean anyFree = false;
    for (int i = 0; i < costs.length; i++) {
      costs[i] =
          expected
              .cost(candidates.get(i).model(), context.demand())
              .orElse(Double.POSITIVE_INFINITY);
      anyFree |= costs[i] == 0;
      cheapest = costs[i] > 0 ? Math.min(cheapest, costs[i]) : cheapest;
    }
    if (!anyFree && Double.isInfinite(cheapest)) {
      return RoutingPolicy.abstain(candidates, "no candidate has prices");
    }
    double most = anyFree ? MOST_BESIDE_FREE : 1;
    double reference = cheapest;
    int[] next = {0};
    return Verdicts.each(
        candidates, candidate -> new Verdict.Score(score(costs[next[0]++], reference, most)));
  }

  private static double score(double cost, double cheapest, double most) {
    if (cost == 0) {
      return 1;
    }
    return Double.isInfinite(cost) ? 0 : most * cheapest / cost;
  }
}
