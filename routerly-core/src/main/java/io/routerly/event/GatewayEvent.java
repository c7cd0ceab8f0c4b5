package io.routerly.event;

import io.routerly.domain.UsageRecord;

/** Something that happened, of interest beyond the request it happened in. */
public sealed interface GatewayEvent {
  /**
   * An attempt ended and its record is written.
   *
   * @param record what it used
   */
  record CallFinished(UsageRecord record) implements GatewayEvent {}
}
