package io.routerly.api.management;

import io.routerly.domain.WireName;
import io.routerly.store.HourlyUsage;

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

  /** Returns what usage of a kind is summed up under; nothing where that is by time. */
  String keyOf(HourlyUsage.Key kind) {
    return switch (this) {
      case HOUR, DAY -> "";
      case MODEL -> kind.modelId();
      case PROJECT -> kind.projectId();
      case TOKEN -> kind.tokenId();
      case PROVIDER -> kind.provider();
      case STATUS -> kind.status().wireName();
    };
  }
}
