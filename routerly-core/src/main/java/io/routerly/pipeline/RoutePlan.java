package io.routerly.pipeline;

import io.routerly.domain.ModelSelection;
import io.routerly.routing.Candidate;
import io.routerly.routing.Decision;
import io.routerly.routing.Exclusion;
import io.routerly.routing.NamedPolicy;
import io.routerly.routing.RoutingPolicy;
import java.util.List;
import java.util.Map;

/**
 * What routing one project's calls needs, prepared once per configuration.
 *
 * @param candidates models that can serve, in the project's order
 * @param exclusions models that cannot, and why
 * @param policies the project's policies in priority order
 * @param unrated decisions of a project without policies, which depend on nothing but the model
 *     that the client names and what that name counts for; filled as they are made
 */
record RoutePlan(
    List<Candidate> candidates,
    List<Exclusion> exclusions,
    List<NamedPolicy> policies,
    Map<Wish, Decision> unrated) {
  RoutePlan {
    candidates = List.copyOf(candidates);
    exclusions = List.copyOf(exclusions);
    policies = List.copyOf(policies);
  }

  /**
   * Returns this for a request that is no call: policies that count calls abstain, at their places.
   */
  RoutePlan ofNoCall() {
    return new RoutePlan(
        candidates,
        exclusions,
        policies.stream()
            .map(
                named ->
                    named.policy().countsCalls()
                        ? new NamedPolicy(
                            named.type(),
                            (context, rated) -> RoutingPolicy.abstain(rated, "no call is counted"))
                        : named)
            .toList(),
        unrated);
  }

  /**
   * What a client wishes of a project without policies.
   *
   * @param selection what the name counts for: that of the project, or of a call that is passed
   *     through
   * @param model the name; empty where names count for nothing
   */
  record Wish(ModelSelection selection, String model) {}
}
