package io.routerly.routing.policy;

import io.routerly.domain.PolicySpec;
import io.routerly.health.HealthBoard;
import io.routerly.health.ModelHealth;
import io.routerly.health.Recency;
import io.routerly.health.Smoothing;
import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * Rates a candidate by its recent error rate, and leaves it out while its circuit is broken and
 * another model is left. One of which nothing is known scores 1.
 *
 * <p>A tenth of the half-life after its last failure a model that is left out may be tried out: it
 * is rated best, so that one of the next requests goes to it, and one at a time.
 */
public final class HealthPolicy implements RoutingPolicy {
  private static final int PROBES_PER_HALF_LIFE = 10;

  private final HealthBoard board;
  private final Smoothing smoothing;
  private final double circuitBreaker;
  private final Duration untilProbe;

  /**
   * @param board how the models did lately
   * @param smoothing how an error rate is made of it
   * @param circuitBreaker error rate from which on a model is left out
   * @param untilProbe time after its last failure from which on it may be tried out
   */
  public HealthPolicy(
      HealthBoard board, Smoothing smoothing, double circuitBreaker, Duration untilProbe) {
    this.board = board;
    this.smoothing = smoothing;
    this.circuitBreaker = circuitBreaker;
    this.untilProbe = untilProbe;
  }

  /** Returns the factory of this policy. */
  public static PolicyFactory factory(HealthBoard board) {
    return PolicyFactory.of("health", spec -> create(board, spec));
  }

  private static HealthPolicy create(HealthBoard board, PolicySpec spec) {
    PolicyConfig config =
        PolicyConfig.of(spec, "windowMinutes", "halfLifeMinutes", "pseudoCounts", "circuitBreaker");
    int longest = (int) Recency.LONGEST_WINDOW.toMinutes();
    Duration halfLife = Duration.ofMinutes(config.integer("halfLifeMinutes", 1, longest, 5));
    return new HealthPolicy(
        board,
        new Smoothing(
            Duration.ofMinutes(config.integer("windowMinutes", 1, longest, 20)),
            halfLife,
            config.number("pseudoCounts", 0.1, 1000, 2)),
        config.number("circuitBreaker", 0.01, 1, 0.9),
        halfLife.dividedBy(PROBES_PER_HALF_LIFE));
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    return Verdicts.each(candidates, this::rate);
  }

  private Verdict rate(Candidate candidate) {
    ModelHealth health = board.of(candidate.model().id());
    double rate = health.errorRate(smoothing);
    if (rate < circuitBreaker) {
      return new Verdict.Score(1 - rate);
    }
    return health.hasAnsweredFor(halfLife()) ? new Verdict.Score(1) : broken(health, rate);
  }

  private Duration halfLife() {
    return untilProbe.multipliedBy(PROBES_PER_HALF_LIFE);
  }

  private Verdict broken(ModelHealth health, double rate) {
    boolean due = health.sinceSetback().map(time -> time.compareTo(untilProbe) >= 0).orElse(true);
    if (due && !health.isBeingTriedOut()) {
      return new Verdict.Trial(1);
    }
    return new Verdict.LastResort(
        Math.round(rate * 100)
            + " % of its recent calls failed"
            + (due ? ", and another call is trying it out" : ""));
  }
}
