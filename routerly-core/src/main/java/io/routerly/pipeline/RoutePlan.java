package io.routerly.pipeline;

import io.routerly.routing.Candidate;
import io.routerly.routing.Exclusion;
import io.routerly.routing.NamedPolicy;
import java.util.List;

/**
 * What routing one project's calls of one format needs, prepared once per configuration.
 *
 * @param candidates models that can serve, in the project's order
 * @param exclusions models that cannot, and why
 * @param policies the project's policies in priority order
 */
record RoutePlan(
    List<Candidate> candidates, List<Exclusion> exclusions, List<NamedPolicy> policies) {
  RoutePlan {
    candidates = List.copyOf(candidates);
    exclusions = List.copyOf(exclusions);
    policies = List.copyOf(policies);
  }
}
