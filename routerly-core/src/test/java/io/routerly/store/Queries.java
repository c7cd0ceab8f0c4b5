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
    return new UsageQuery(UsageFilter.ALL, limit, offset);
  }

  public static UsageQuery between(Instant from, Instant to) {
    return new UsageQuery(UsageFilter.ALL.between(from, to), 100, 0);
  }

  public static UsageQuery of(Set<String> projects, String model, CallStatus status) {
    return new UsageQuery(
        new UsageFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.of(projects),
            Optional.of(model),
            Optional.of("tok_a"),
            Optional.of(status)),
        100,
        0);
  }
}
