package io.routerly.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.domain.PriceCard;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Cost;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.event.GatewayEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CallMetersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CallMeters meters = new CallMeters(registry);

  private static UsageRecord record(String project, Optional<Cost> cost, int attempt) {
    boolean refused = attempt == 0;
    return new UsageRecord(
        "use_1",
        Instant.EPOCH,
        "proj_1",
        project,
        "tok_1",
        refused ? "" : "gpt",
        refused ? "" : "openai",
        "whatever the client named",
        attempt,
        refused ? 0 : 1,
        refused ? 7 : 1,
        CallType.CHAT,
        false,
        refused ? Tokens.NONE : new Tokens(100, 20, 30, 10, 5),
        false,
        cost,
        1_500,
        refused ? Optional.empty() : Optional.of(240L),
        refused ? CallStatus.BUDGET_EXCEEDED : CallStatus.SUCCESS,
        Optional.empty(),
        "trc_1");
  }

  private void publish(UsageRecord record) {
    meters.publish(new GatewayEvent.CallFinished(record));
  }

  private static Optional<Cost> cost(String usd) {
    Money money = new Money(new BigDecimal(usd));
    return Optional.of(new Cost(money, Money.ZERO, Money.ZERO, Money.ZERO, PriceCard.FREE));
  }

  @Test
  void aRecordIsCountedWithAllThatItUsed() {
    publish(record("my-app", cost("0.25"), 1));
    publish(record("my-app", cost("0.5"), 1));

    String of = "model=\"gpt\",project=\"my-app\",provider=\"openai\"";
    assertThat(registry.scrape().lines())
        .contains(
            "routerly_calls_total{call_type=\"chat\"," + of + ",status=\"success\"} 2.0",
            "routerly_attempts_total{call_type=\"chat\"," + of + ",status=\"success\"} 2.0",
            "routerly_cost_usd_total{" + of + "} 0.75",
            "routerly_tokens_total{kind=\"input\"," + of + "} 200.0",
            "routerly_tokens_total{kind=\"output\"," + of + "} 40.0",
            "routerly_tokens_total{kind=\"cache_read\"," + of + "} 60.0",
            "routerly_tokens_total{kind=\"cache_write\"," + of + "} 20.0",
            "routerly_tokens_total{kind=\"reasoning\"," + of + "} 10.0",
            "routerly_attempt_duration_seconds_bucket{model=\"gpt\",provider=\"openai\",le=\"1.0\"} 0",
            "routerly_attempt_duration_seconds_bucket{model=\"gpt\",provider=\"openai\",le=\"2.5\"} 2",
            "routerly_attempt_duration_seconds_sum{model=\"gpt\",provider=\"openai\"} 3.0",
            "routerly_time_to_first_token_seconds_bucket{model=\"gpt\",provider=\"openai\",le=\"0.25\"} 2")
        .noneMatch(line -> line.contains("whatever"));
  }

  @Test
  void aModelWithoutPricesIsCountedAsSuchAndCostsNothing() {
    publish(record("my-app", Optional.empty(), 1));

    assertThat(registry.get("routerly.unpriced.attempts").counter().count()).isEqualTo(1);
    assertThat(registry.get("routerly.cost.usd").counter().count()).isZero();
  }

  @Test
  void refusalsThatWereFoldedIntoOneRecordAreAllCountedAndTookNoTime() {
    publish(record("my-app", Optional.of(Cost.NOTHING), 0));

    assertThat(registry.get("routerly.attempts").tag("status", "budget_exceeded").counter().count())
        .isEqualTo(7);
    assertThat(registry.get("routerly.calls").counter().count()).isZero();
    assertThat(registry.get("routerly.attempt.duration").timer().count()).isZero();
  }

  @Test
  void namesOfWhateverCharactersStayOneValue() {
    publish(record("a\"b\\c\nd{e}=,", cost("1"), 1));

    assertThat(registry.scrape())
        .contains("project=\"a\\\"b\\\\c\\nd{e}=,\",provider=\"openai\"} 1.0\n");
  }

  @Test
  void thereAreNoMoreSeriesThanThereIsRoomFor() {
    for (int i = 0; i < CallMeters.MOST + 50; i++) {
      publish(record("p" + i, cost("1"), 1));
    }

    assertThat(registry.find("routerly.calls").counters()).hasSize(CallMeters.MOST + 1);
    assertThat(registry.get("routerly.calls").tag("project", "other").counter().count())
        .isEqualTo(50);
    publish(record("p0", cost("1"), 1));
    assertThat(registry.get("routerly.calls").tag("project", "p0").counter().count()).isEqualTo(2);
  }
}
