package io.routerly.api;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.UsageRecord;
import java.time.Instant;
import java.util.Optional;

/** Makes usage records. */
final class Records {
  private Records() {}

  static UsageRecord usage(String id, String projectId, String model) {
    return new UsageRecord(
        id,
        Instant.parse("2026-01-01T00:00:00Z"),
        projectId,
        "slug",
        "tok_1",
        model,
        "openai",
        model,
        1,
        1,
        1,
        CallType.CHAT,
        false,
        new UsageRecord.Tokens(10, 5, 0, 0, 0),
        false,
        Optional.empty(),
        100,
        Optional.of(50L),
        CallStatus.SUCCESS,
        Optional.empty(),
        "trc_1");
  }
}
