package io.routerly.api.management;

import io.routerly.domain.WireName;
import io.routerly.store.HourlyUsage;
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

  /** Returns what the usage is summed up under. */
  String keyOf(HourlyUsage usage) {
    return switch (this) {
      case HOUR -> usage.hour().toString();
      case DAY -> usage.hour().atOffset(ZoneOffset.UTC).toLocalDate().toString();
      case MODEL -> usage.key().modelId();
      case PROJECT -> usage.key().projectId();
      case TOKEN -> usage.key().tokenId();
      case PROVIDER -> usage.key().provider();
      case STATUS -> usage.key().status().wireName();
    };
  }
}
