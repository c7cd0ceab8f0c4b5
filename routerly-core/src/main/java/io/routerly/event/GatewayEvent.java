package io.routerly.event;

import io.routerly.domain.BudgetState;
import io.routerly.domain.UsageRecord;
import java.time.Instant;

/** Something that happened, of interest beyond the request it happened in. */
public sealed interface GatewayEvent {
  /**
   * An attempt ended and its record is written.
   *
   * @param record what it used
   */
  record CallFinished(UsageRecord record) implements GatewayEvent {}

  /**
   * A budget has reached a percentage of its limit that people want to be told of.
   *
   * @param state how it stands
   * @param percent the threshold
   */
  record BudgetThreshold(BudgetState state, int percent) implements GatewayEvent {}

  /**
   * All of a budget is used, or a call was refused for want of it.
   *
   * @param state how it stands
   */
  record BudgetExhausted(BudgetState state) implements GatewayEvent {}

  /**
   * A budget that was exhausted has room again.
   *
   * @param state how it stands
   */
  record BudgetReset(BudgetState state) implements GatewayEvent {}

  /**
   * A model fails so often that it is taken for unhealthy.
   *
   * @param modelId its id within Routerly
   * @param provider the name of its provider
   */
  record ModelUnhealthy(String modelId, String provider) implements GatewayEvent {}

  /**
   * A model that was taken for unhealthy is not any more.
   *
   * @param modelId its id within Routerly
   * @param provider the name of its provider
   * @param since when it was found to be unhealthy
   */
  record ModelRecovered(String modelId, String provider, Instant since) implements GatewayEvent {}

  /** Usage cannot be recorded. */
  record LedgerUnavailable() implements GatewayEvent {}

  /** Usage can be recorded, as far as is known after it could not be, or after a start. */
  record LedgerAvailable() implements GatewayEvent {}
}
