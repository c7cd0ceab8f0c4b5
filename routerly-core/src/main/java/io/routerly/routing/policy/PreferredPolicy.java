package io.routerly.routing.policy;

import io.routerly.routing.Candidate;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.util.List;
import java.util.stream.IntStream;

/** Rates candidates by the project's order: the first scores 1, the last 0, evenly between. */
public final class PreferredPolicy implements RoutingPolicy {
  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    int last = Math.max(1, candidates.size() - 1);
    return IntStream.range(0, candidates.size())
        .<Verdict>mapToObj(rank -> new Verdict.Score(1.0 - (double) rank / last))
        .toList();
  }
}
