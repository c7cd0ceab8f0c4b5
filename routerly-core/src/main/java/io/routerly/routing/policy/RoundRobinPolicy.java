package io.routerly.routing.policy;

import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rates the candidates by turns: the one whose turn it is scores 1, the one after it a little less,
 * and so on. Each project takes its own turns; they outlast changes of the configuration.
 */
public final class RoundRobinPolicy implements RoutingPolicy {
  private final Map<String, AtomicLong> turns;

  private RoundRobinPolicy(Map<String, AtomicLong> turns) {
    this.turns = turns;
  }

  /** Returns the factory of this policy. */
  public static PolicyFactory factory() {
    Map<String, AtomicLong> turns = new ConcurrentHashMap<>();
    return PolicyFactory.withoutSettings("round-robin", () -> new RoundRobinPolicy(turns));
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    AtomicLong turn = turns.computeIfAbsent(context.project().id(), absent -> new AtomicLong());
    long now = context.dryRun() ? turn.get() : turn.getAndIncrement();
    int size = candidates.size();
    int first = (int) Math.floorMod(now, (long) size);
    int[] next = {0};
    return Verdicts.each(
        candidates,
        candidate -> {
          int wait = Math.floorMod(next[0]++ - first, size);
          return new Verdict.Score(1 - (double) wait / size);
        });
  }
}
