package io.routerly.routing.policy;

import io.routerly.domain.PolicySpec;
import io.routerly.health.Latencies;
import io.routerly.health.Recency;
import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Rates a candidate by its recent latency: time to the first byte for streams, to the end for
 * others. The fastest scores 1, one that takes twice as long a half. A model with too few samples
 * in the window scores 1 as well, so that it gets them.
 */
public final class PerformancePolicy implements RoutingPolicy {
  private final Latencies latencies;
  private final Recency recency;
  private final int minSamples;

  /**
   * @param latencies how long the models recently took
   * @param recency how much a sample of some age counts
   * @param minSamples samples from which on a model is compared
   */
  public PerformancePolicy(Latencies latencies, Recency recency, int minSamples) {
    this.latencies = latencies;
    this.recency = recency;
    this.minSamples = minSamples;
  }

  /** Returns the factory of this policy. */
  public static PolicyFactory factory(Latencies latencies) {
    return PolicyFactory.of("performance", spec -> create(latencies, spec));
  }

  private static PerformancePolicy create(Latencies latencies, PolicySpec spec) {
    PolicyConfig config = PolicyConfig.of(spec, "windowMinutes", "halfLifeMinutes", "minSamples");
    int longest = (int) Recency.LONGEST_WINDOW.toMinutes();
    return new PerformancePolicy(
        latencies,
        new Recency(
            Duration.ofMinutes(config.integer("windowMinutes", 1, longest, 20)),
            Duration.ofMinutes(config.integer("halfLifeMinutes", 1, longest, 5))),
        config.integer("minSamples", 1, 1000, 1));
  }

  @Override
  public boolean comparesCandidates() {
    return true;
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    boolean streamed = context.demand().stream();
    double[] means = new double[candidates.size()];
    double fastest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < means.length; i++) {
      OptionalDouble mean =
          latencies.mean(candidates.get(i).model().id(), streamed, recency, minSamples);
      means[i] = Math.max(1, mean.orElse(Double.POSITIVE_INFINITY));
      fastest = Math.min(fastest, means[i]);
    }
    if (Double.isInfinite(fastest)) {
      return RoutingPolicy.abstain(candidates, "too few samples of every candidate");
    }
    double reference = fastest;
    int[] next = {0};
    return Verdicts.each(
        candidates, candidate -> new Verdict.Score(score(means[next[0]++], reference)));
  }

  private static double score(double mean, double fastest) {
    return Double.isInfinite(mean) ? 1 : fastest / mean;
  }
}
