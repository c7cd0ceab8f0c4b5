package io.routerly.routing;

import io.routerly.domain.Model;
import io.routerly.health.Ceiling;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Rates the candidates of a request by one point of view.
 *
 * <p>Thread-safe and quick. What a policy knows of the past it learns as attempts end, by way of
 * {@link io.routerly.health.OutcomeObserver}, and never fetches while a call begins. A policy that
 * must ask somebody else, such as a model, keeps to {@link RoutingContext#deadline} and {@link
 * #abstain abstains} where it got no answer.
 */
public interface RoutingPolicy {
  /**
   * Returns one verdict per candidate, in their order.
   *
   * @param candidates at least one, in the project's order of preference
   */
  List<Verdict> rate(RoutingContext context, List<Candidate> candidates);

  /**
   * Returns how much a model may get where this policy is among a project's, if there is a limit:
   * it is looked at once more as an attempt begins, when others may have begun since it was rated.
   */
  default Optional<Ceiling> ceiling(Model model) {
    return Optional.empty();
  }

  /**
   * Returns whether it is but concerned with how many calls a model gets, and has nothing to say of
   * a request that is no call, such as one that counts tokens.
   */
  default boolean countsCalls() {
    return false;
  }

  /**
   * Returns whether it compares the candidates with each other, or what it says costs money or
   * time: then it rates those alone that other policies did not leave out, and leaves none out
   * itself.
   */
  default boolean comparesCandidates() {
    return false;
  }

  /**
   * Returns the verdicts that prefer none of the candidates and leave none out.
   *
   * @param reason why, as part of a sentence for people
   */
  static List<Verdict> abstain(List<Candidate> candidates, String reason) {
    return Collections.nCopies(candidates.size(), new Verdict.Abstain(reason));
  }
}
