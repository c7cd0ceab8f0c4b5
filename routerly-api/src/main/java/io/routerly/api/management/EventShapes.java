package io.routerly.api.management;

import java.time.Instant;
import java.util.Optional;

/** The shapes of what {@link EventView} makes of events, for the description of the API. */
final class EventShapes {
  private EventShapes() {}

  /**
   * What every event has.
   *
   * @param at when it happened
   */
  record EventTime(Instant at) {}

  /**
   * An event of a budget.
   *
   * @param scopeId id of the project or the token; empty for the whole installation
   * @param percent the percentage of the limit that was reached, of a threshold
   * @param budget how it stands
   */
  record BudgetEvent(
      String scopeId, Optional<Integer> percent, BudgetShapes.BudgetStanding budget) {}

  /** An event of a model. */
  record ModelEvent(String modelId, String provider) {}
}
