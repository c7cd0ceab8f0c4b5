package io.routerly.routing.policy;

/** Reasons to abstain that several policies have. */
final class Abstentions {
  /** There is nothing to choose. */
  static final String ONE_LEFT = "only one candidate is left to rate";

  /** There is nothing to judge. */
  static final String NOTHING_SAID = "the request has no text of the user's";

  /** The decision must not take longer. */
  static final String NO_TIME = "the time for the decision is over";

  private Abstentions() {}
}
