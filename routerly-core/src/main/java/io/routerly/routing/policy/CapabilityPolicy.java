package io.routerly.routing.policy;

import io.routerly.chat.Feature;
import io.routerly.routing.Candidate;
import io.routerly.routing.Capability;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.util.List;
import java.util.Set;

/** Leaves out the candidates that lack something which the request takes of a model. */
public final class CapabilityPolicy implements RoutingPolicy {
  private static final Verdict ABLE = new Verdict.Score(1);

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    Set<Feature> needed = context.demand().conversation().features();
    return Verdicts.each(candidates, candidate -> rate(needed, candidate));
  }

  private static Verdict rate(Set<Feature> needed, Candidate candidate) {
    return Capability.missing(candidate.model(), needed)
        .<Verdict>map(
            missing ->
                new Verdict.Exclude(
                    "the request needs \"" + missing + "\", which the model does not offer"))
        .orElse(ABLE);
  }
}
