package io.routerly.routing;

import java.util.List;

/**
 * Rates the candidates of a request by one point of view.
 *
 * <p>Thread-safe and quick. What a policy knows of the past it learns as attempts end, by way of
 * {@link OutcomeObserver}, and never fetches while a call begins. A policy that must ask somebody
 * else, such as a model, keeps to {@link RoutingContext#deadline} and {@link #abstain abstains}
 * where it got no answer.
 */
public interface RoutingPolicy {
  /**
   * Returns one verdict per candidate, in their order.
   *
   * @param candidates at least one, in the project's order of preference
   */
  List<Verdict> rate(RoutingContext context, List<Candidate> candidates);

  /** Returns the verdicts that prefer none of the candidates and leave none out. */
  static List<Verdict> abstain(List<Candidate> candidates) {
    return candidates.stream().<Verdict>map(candidate -> new Verdict.Score(1)).toList();
  }
}
