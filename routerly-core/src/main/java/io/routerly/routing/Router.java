package io.routerly.routing;

import java.util.Collections;
import java.util.List;

/**
 * Adds up what policies say of the candidates.
 *
 * <p>The weight of a policy is the number of policies less its index; the total of a candidate is
 * the sum of weight times score. A policy whose scores are all equal abstains. Ties go to the order
 * of the candidates. Policies that compare candidates are asked last, of those alone that the
 * others left in. Stateless and thread-safe.
 */
public final class Router {
  /**
   * Returns the decision.
   *
   * @param policies in priority order; none leaves the order of the candidates
   * @param candidates in the project's order of preference
   */
  public Decision decide(
      RoutingContext context, List<NamedPolicy> policies, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return Decision.ofNothing(Collections.nCopies(policies.size(), Tally.NONE_LEFT));
    }
    Tally tally = new Tally(policies, candidates);
    for (int i = 0; i < policies.size(); i++) {
      RoutingPolicy policy = policies.get(i).policy();
      if (!policy.comparesCandidates()) {
        tally.add(i, policy.rate(context, candidates));
      }
    }
    for (int i = 0; i < policies.size(); i++) {
      RoutingPolicy policy = policies.get(i).policy();
      if (policy.comparesCandidates()) {
        compare(i, policy, context, tally);
      }
    }
    return tally.decision();
  }

  private static void compare(
      int index, RoutingPolicy policy, RoutingContext context, Tally tally) {
    List<Candidate> left = tally.left();
    tally.addOfLeft(index, left.isEmpty() ? List.of() : policy.rate(context, left));
  }
}
