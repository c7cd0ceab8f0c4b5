package io.routerly.routing;

import java.util.List;

/**
 * Rates the candidates of a request by one point of view.
 *
 * <p>Thread-safe, quick, and without input or output: state that a policy needs is kept up to date
 * as calls end, never fetched while one begins.
 */
public interface RoutingPolicy {
  /**
   * Returns one verdict per candidate, in their order.
   *
   * @param candidates at least one, in the project's order of preference
   */
  List<Verdict> rate(RoutingContext context, List<Candidate> candidates);
}
