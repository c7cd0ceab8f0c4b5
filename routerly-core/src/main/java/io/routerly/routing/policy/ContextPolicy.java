package io.routerly.routing.policy;

import io.routerly.domain.PolicySpec;
import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.util.List;

/**
 * Rates a candidate by how much of its context window the request needs: all of it up to the soft
 * limit, from there falling evenly to a tenth where nothing is left. Leaves out what cannot fit.
 */
public final class ContextPolicy implements RoutingPolicy {
  /** What fills its window exactly is better than what does not fit at all. */
  private static final double LEAST = 0.1;

  private final double softLimit;

  /**
   * @param softLimit share of the window that costs nothing yet, from 0 to 1
   */
  public ContextPolicy(double softLimit) {
    this.softLimit = softLimit;
  }

  /** Returns the factory of this policy. */
  public static PolicyFactory factory() {
    return PolicyFactory.of("context", ContextPolicy::create);
  }

  private static ContextPolicy create(PolicySpec spec) {
    return new ContextPolicy(PolicyConfig.of(spec, "softLimit").number("softLimit", 0, 1, 0.8));
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    long needed = context.demand().inputTokens() + context.demand().maxOutputTokens().orElse(0);
    return Verdicts.each(candidates, candidate -> rate(needed, candidate));
  }

  private Verdict rate(long needed, Candidate candidate) {
    if (candidate.model().contextWindow().isEmpty()) {
      return new Verdict.Score(1);
    }
    int window = candidate.model().contextWindow().get();
    if (needed > window) {
      return new Verdict.Exclude(
          "the request needs about " + needed + " tokens, and the window has " + window);
    }
    double share = (double) needed / window;
    return new Verdict.Score(
        share <= softLimit ? 1 : LEAST + (1 - LEAST) * (1 - share) / (1 - softLimit));
  }
}
