package io.routerly.api.management;

import io.routerly.domain.WireName;
import io.routerly.store.HourlyUsage;
import java.time.Instant;
import java.time.ZoneOffset;

/** By what usage is summed up. */
enum UsageGrouping implements WireName {
  /** The hour (UTC), by its start. */
  HOUR,
  /** The day (UTC), such as {@code 2026-03-01}. */
  DAY,
  MODEL,
  PROJECT,
  TOKEN,
  PROVIDER,
  STATUS;

  /** Returns whether the keys are times, in whose order sums are shown. */
  boolean isTime() {
    return this == HOUR || this == DAY;
  }

  /**
   * Returns what usage is summed up under.
   *
   * @param start of the hour or the day
   */
  String keyOf(Instant start, HourlyUsage.Key kind) {
    return switch (this) {
      case HOUR -> start.toString();
      case DAY -> start.atOffset(ZoneOffset.UTC).toLocalDate().toString();
      case MODEL -> kind.modelId();
      case PROJECT -> kind.projectId();
      case TOKEN -> kind.tokenId();
      case PROVIDER -> kind.provider();
      case STATUS -> kind.status().wireName();
    };
  }
}
