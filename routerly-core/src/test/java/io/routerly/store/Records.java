package io.routerly.store;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.domain.PriceCard;
import io.routerly.domain.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Usage records for tests. */
public final class Records {
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private Records() {}

  public static UsageRecord record(String id) {
    return record(id, NOW, "proj_a", "gpt-5-mini", CallStatus.SUCCESS);
  }

  public static UsageRecord record(String id, Instant when) {
    return record(id, when, "proj_a", "gpt-5-mini", CallStatus.SUCCESS);
  }

  public static UsageRecord record(
      String id, Instant when, String project, String model, CallStatus status) {
    return new UsageRecord(
        id,
        when,
        project,
        "my-app",
        "tok_a",
        model,
        "openai",
        "auto",
        1,
        1,
        1,
        CallType.CHAT,
        true,
        new UsageRecord.Tokens(150, 42, 10, 0, 5),
        false,
        Optional.of(cost()),
        1234,
        Optional.of(200L),
        status,
        Optional.empty(),
        "trc_a");
  }

  private static UsageRecord.Cost cost() {
    PriceCard prices =
        new PriceCard(
            new BigDecimal("0.00015"),
            new BigDecimal("0.000075"),
            new BigDecimal("0.00015"),
            new BigDecimal("0.00015"),
            new BigDecimal("0.0006"));
    return new UsageRecord.Cost(
        new Money(new BigDecimal("0.000021")),
        new Money(new BigDecimal("0.00000075")),
        Money.ZERO,
        new Money(new BigDecimal("0.0000252")),
        prices);
  }
}
