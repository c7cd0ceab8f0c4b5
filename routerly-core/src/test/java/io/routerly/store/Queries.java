package io.routerly.store;

import io.routerly.domain.CallStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Queries for tests: everything, narrowed step by step. */
public final class Queries {
  private Queries() {}

  public static UsageQuery all() {
    return page(100, 0);
  }

  public static UsageQuery page(int limit, int offset) {
    return new UsageQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit,
        offset);
  }

  public static UsageQuery between(Instant from, Instant to) {
    UsageQuery all = all();
    return new UsageQuery(
        Optional.of(from),
        Optional.of(to),
        all.projectIds(),
        all.modelId(),
        all.tokenId(),
        all.status(),
        100,
        0);
  }

  public static UsageQuery of(Set<String> projects, String model, CallStatus status) {
    return new UsageQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.of(projects),
        Optional.of(model),
        Optional.of("tok_a"),
        Optional.of(status),
        100,
        0);
  }
}
