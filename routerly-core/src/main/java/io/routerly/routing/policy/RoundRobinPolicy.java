package io.routerly.routing.policy;

import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.util.List;

/**
 * Rates the candidates by turns: the one whose last turn is the longest ago scores 1, the next one
 * a little less, and so on. So those that stay in share the calls evenly, whoever is out meanwhile.
 * Each project takes its own turns; they outlast changes of the configuration.
 */
public final class RoundRobinPolicy implements RoutingPolicy {
  private final ProjectTurns turns;

  RoundRobinPolicy(ProjectTurns turns) {
    this.turns = turns;
  }

  /** Returns the factory of this policy, which keeps the turns of all projects. */
  public static PolicyFactory factory() {
    return new RoundRobinFactory();
  }

  @Override
  public boolean comparesCandidates() {
    return true;
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    String[] ids = new String[candidates.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = candidates.get(i).model().id();
    }
    int[] order = turns.of(context.project().id()).order(ids, !context.dryRun());
    Verdict[] verdicts = new Verdict[ids.length];
    for (int wait = 0; wait < order.length; wait++) {
      verdicts[order[wait]] = new Verdict.Score(1 - (double) wait / order.length);
    }
    return List.of(verdicts);
  }
}
