package io.routerly.routing.policy;

import io.routerly.domain.PolicySpec;
import io.routerly.health.Traffic;
import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.util.List;
import java.util.Map;

/**
 * Rates a candidate by its share of the project's recent calls: 1 without any call, 0 with all of
 * them. Where there are targets, by how that share compares with the target share: 1 without any
 * call, a half at the target, 0 from twice the target on.
 */
public final class FairnessPolicy implements RoutingPolicy {
  private final Traffic traffic;
  private final int windowMinutes;
  private final Map<String, Double> targets;

  /**
   * @param targets weights by model id; a model without one has weight 1; none at all: shares are
   *     not compared with anything
   */
  public FairnessPolicy(Traffic traffic, int windowMinutes, Map<String, Double> targets) {
    this.traffic = traffic;
    this.windowMinutes = windowMinutes;
    this.targets = Map.copyOf(targets);
  }

  /** Returns the factory of this policy. */
  public static PolicyFactory factory(Traffic traffic) {
    return PolicyFactory.of(
        "fairness",
        spec -> create(traffic, spec),
        (spec, models) ->
            PolicyWarnings.ofUnknown("targets", create(traffic, spec).targets.keySet(), models));
  }

  private static FairnessPolicy create(Traffic traffic, PolicySpec spec) {
    PolicyConfig config = PolicyConfig.of(spec, "windowMinutes", "targets");
    return new FairnessPolicy(
        traffic,
        config.integer("windowMinutes", 1, Traffic.MOST_MINUTES, 60),
        config.numbers("targets", 0, 1_000_000));
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    long[] calls = new long[candidates.size()];
    double allCalls = 0;
    double allWeights = 0;
    for (int i = 0; i < calls.length; i++) {
      String id = candidates.get(i).model().id();
      calls[i] = traffic.callsOf(context.project().id(), id, windowMinutes);
      allCalls += calls[i];
      allWeights += targets.getOrDefault(id, 1.0);
    }
    double total = allCalls;
    double weights = allWeights;
    int[] next = {0};
    return Verdicts.each(
        candidates,
        candidate -> {
          double share = total == 0 ? 0 : calls[next[0]++] / total;
          double target = targets.getOrDefault(candidate.model().id(), 1.0) / weights;
          return new Verdict.Score(targets.isEmpty() ? 1 - share : score(share, target));
        });
  }

  /** A model that is to get nothing scores nothing; so do all, if none is to get anything. */
  private static double score(double share, double target) {
    return target > 0 ? Math.max(0, 1 - share / (2 * target)) : 0;
  }
}
