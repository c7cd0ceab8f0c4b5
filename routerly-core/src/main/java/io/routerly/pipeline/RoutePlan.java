package io.routerly.pipeline;

import io.routerly.routing.Candidate;
import io.routerly.routing.Decision;
import io.routerly.routing.Exclusion;
import io.routerly.routing.NamedPolicy;
import java.util.List;
import java.util.Map;

/**
 * What routing one project's calls needs, prepared once per configuration.
 *
 * @param candidates models that can serve, in the project's order
 * @param exclusions models that cannot, and why
 * @param policies the project's policies in priority order
 * @param unrated decisions of a project without policies, which depend on nothing but the model
 *     that the client names; filled as they are made
 */
record RoutePlan(
    List<Candidate> candidates,
    List<Exclusion> exclusions,
    List<NamedPolicy> policies,
    Map<String, Decision> unrated) {
  RoutePlan {
    candidates = List.copyOf(candidates);
    exclusions = List.copyOf(exclusions);
    policies = List.copyOf(policies);
  }
}
