package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.routerly.dispatch.Providers;
import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Model;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.Models;
import io.routerly.domain.Money;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.health.Ending;
import io.routerly.health.Learnt;
import io.routerly.routing.Decision;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.Trace;
import io.routerly.routing.TraceLog;
import io.routerly.routing.policy.CapabilityPolicy;
import io.routerly.routing.policy.CheapestPolicy;
import io.routerly.routing.policy.FairnessPolicy;
import io.routerly.routing.policy.HealthPolicy;
import io.routerly.routing.policy.PreferredPolicy;
import io.routerly.routing.policy.RateLimitPolicy;
import io.routerly.routing.policy.RoundRobinPolicy;
import io.routerly.secret.ModelKeys;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What other policies would have made of past calls. */
class ReplayTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Model DEAR = Models.priced("dear", "0.01", "0.03");
  private static final Model CHEAP = Models.priced("cheap", "0.001", "0.003");
  private static final Model PLAIN = Models.able("plain", "chat");

  private final MemoryTraces stored = new MemoryTraces();
  private final TraceBook traces = new TraceBook(new TraceLog(10), stored);
  private final MemoryConfig config =
      MemoryConfig.of(List.of(DEAR, CHEAP, PLAIN), Values.project(List.of(), "dear", "cheap"));
  private final Replay replay =
      new Replay(
          traces,
          new Providers(List.of(new FakeProvider(new AtomicLong()))),
          model -> ModelKeys.NONE,
          ReplayTest::policies,
          Set.of("llm"));
  private int calls;

  private static List<PolicyFactory> policies(Learnt learnt) {
    return List.of(
        CheapestPolicy.factory(learnt.outputSizes()),
        HealthPolicy.factory(learnt.health()),
        FairnessPolicy.factory(learnt.traffic()),
        RoundRobinPolicy.factory(),
        RateLimitPolicy.factory(learnt.traffic(), learnt.cooldowns(), learnt.outputSizes()),
        PolicyFactory.withoutSettings("capability", CapabilityPolicy::new),
        PolicyFactory.withoutSettings("preferred", PreferredPolicy::new));
  }

  private ReplayReport replay(List<String> models, String... policies) {
    Project project =
        config
            .current()
            .projects()
            .get(0)
            .withRouting(Stream.of(policies).map(PolicySpec::of).toList(), models);
    return replay.run(config.current(), project, 1000);
  }

  private ReplayReport replay(String... policies) {
    return replay(List.of("dear", "cheap"), policies);
  }

  /** Adds a call that came so long after noon. */
  private void call(Duration after, boolean stream, List<String> features, Trace.Attempt... tried) {
    traces.add(
        new Trace(
            "trc_" + calls++,
            NOON.plus(after),
            new Trace.Asked(
                "proj_a",
                "tok_a",
                "auto",
                CallType.CHAT,
                stream,
                features,
                1000,
                OptionalLong.empty()),
            new Trace.Choice(
                ModelSelection.ROUTE,
                List.of(),
                tried.length == 0
                    ? List.of()
                    : List.of(new Decision.Rating("dear", 0, Map.of(), false)),
                List.of(),
                Optional.empty(),
                1),
            List.of(tried)));
  }

  private void call(int seconds, Trace.Attempt... tried) {
    call(Duration.ofSeconds(seconds), false, List.of(), tried);
  }

  private static Trace.Attempt success(String model, long startMs, long tookMs, String cost) {
    return new Trace.Attempt(
        model,
        "",
        1,
        false,
        startMs,
        tookMs,
        Optional.of(tookMs / 10),
        CallStatus.SUCCESS,
        Trace.SUCCESS,
        "",
        Optional.empty(),
        Optional.empty(),
        Ending.SUCCESS,
        new Trace.Use(
            new Tokens(1000, 100, 400, 0, 0), false, Optional.of(new Money(new BigDecimal(cost)))));
  }

  private static Trace.Attempt failure(String model, Ending ending) {
    return new Trace.Attempt(
        model,
        "",
        1,
        false,
        0,
        50,
        Optional.empty(),
        CallStatus.ERROR,
        "provider_error",
        "500: Down.",
        Optional.of(500),
        Optional.empty(),
        ending,
        Trace.Use.NOTHING);
  }

  @Test
  void setsWhatHappenedBesideWhatWouldHave() {
    call(0, success("dear", 0, 800, "0.013"));
    call(1, success("cheap", 0, 200, "0.0013"));

    ReplayReport report = replay("cheapest");

    assertThat(report.calls()).isEqualTo(2);
    assertThat(report.from()).hasValue(NOON);
    assertThat(report.to()).hasValue(NOON.plusSeconds(1));
    assertThat(report.changed()).isEqualTo(1);
    assertThat(report.assumed()).isEqualTo(1);
    assertThat(report.recorded().models()).isEqualTo(Map.of("dear", 1, "cheap", 1));
    assertThat(report.recorded().cost()).hasToString("0.0143");
    assertThat(report.projected().models()).isEqualTo(Map.of("cheap", 2));
    assertThat(report.projected().failed()).isZero();
  }

  @Test
  void countsNoCacheForAnotherModelThanTheOneThatAnswered() {
    call(0, success("dear", 0, 800, "0.013"));

    // 1000 x 0.001 / 1000 + 100 x 0.003 / 1000
    assertThat(replay("cheapest").projected().cost()).hasToString("0.0013");
    // The 400 tokens of the cache have no price of their own: as input.
    assertThat(replay("preferred").projected().cost()).hasToString("0.013");
  }

  @Test
  void takesLatencyFromWhatWasRecordedOfTheModelThatWouldHaveAnswered() {
    call(0, success("dear", 0, 800, "0.013"));
    call(1, success("cheap", 0, 200, "0.0013"));
    call(2, success("cheap", 0, 400, "0.0013"));
    call(Duration.ofSeconds(3), true, List.of(), success("dear", 0, 900, "0.013"));

    ReplayReport report = replay("cheapest");

    assertThat(report.projected().buffered().calls()).isEqualTo(3);
    assertThat(report.projected().buffered().meanMs().orElseThrow()).isCloseTo(300, within(1e-9));
    assertThat(report.projected().streamed().meanMs()).isEmpty();
    assertThat(report.projected().streamed().unknown()).isEqualTo(1);
    assertThat(report.recorded().streamed().meanMs()).hasValue(90);
  }

  @Test
  void takesNoModelThatWasOvertakenForOneThatFailed() {
    Trace.Attempt overtaken =
        new Trace.Attempt(
            "cheap",
            "",
            1,
            false,
            0,
            50,
            Optional.empty(),
            CallStatus.ABORTED,
            "overtaken",
            "Another model was faster.",
            Optional.empty(),
            Optional.empty(),
            Ending.NOTHING,
            new Trace.Use(
                new Tokens(1000, 0, 0, 0, 0), true, Optional.of(new Money(BigDecimal.ONE))));
    call(0, overtaken, success("dear", 50, 100, "0.013"));

    ReplayReport report = replay("cheapest");

    assertThat(report.recorded().cost()).hasToString("1.013");
    assertThat(report.projected().models()).isEqualTo(Map.of("cheap", 1));
    assertThat(report.assumed()).isEqualTo(1);
  }

  @Test
  void takesTheOnlyKeyOfAModelForTheOneThatWasRecordedWhateverItsName() {
    Trace.Attempt refused =
        new Trace.Attempt(
            "dear",
            "of-another-name",
            1,
            false,
            0,
            50,
            Optional.empty(),
            CallStatus.ERROR,
            "provider_error",
            "429: Busy.",
            Optional.of(429),
            Optional.of(30_000L),
            Ending.RATE_LIMITED,
            Trace.Use.NOTHING);
    call(0, refused, success("cheap", 50, 100, "0.0013"));
    call(10, success("dear", 0, 100, "0.013"));
    call(40, success("dear", 0, 100, "0.013"));

    assertThat(replay("rate-limit").projected().models()).isEqualTo(Map.of("cheap", 2, "dear", 1));
  }

  @Test
  void learnsFromTheRecordAsItsTimeComes() {
    for (int i = 0; i < 20; i++) {
      call(i, failure("dear", Ending.FAILURE), success("cheap", 50, 100, "0.0013"));
    }

    ReplayReport report = replay("health", "preferred");

    assertThat(report.recorded().models()).isEqualTo(Map.of("cheap", 20));
    assertThat(report.projected().models()).isEqualTo(Map.of("cheap", 20));
    assertThat(report.projected().failed()).isZero();
    assertThat(report.assumed()).isZero();
  }

  @Test
  void failsWhereTheRecordDoes() {
    call(0, failure("dear", Ending.FAILURE), failure("cheap", Ending.FAILURE));
    call(1, failure("dear", Ending.REQUEST_REFUSED));
    call(2, failure("dear", Ending.FAILURE), success("cheap", 50, 100, "0.0013"));

    ReplayReport report = replay("preferred");

    assertThat(report.recorded().failed()).isEqualTo(2);
    assertThat(report.projected().failed()).isEqualTo(2);
    assertThat(report.changed()).isZero();
  }

  @Test
  void takesAnotherModelToAnswerWhereOneHadTooLittleTime() {
    call(0, cutOff("dear"));

    ReplayReport report = replay("cheapest");

    assertThat(report.recorded().failed()).isEqualTo(1);
    assertThat(report.projected().failed()).isZero();
  }

  private static Trace.Attempt cutOff(String model) {
    return new Trace.Attempt(
        model,
        "",
        1,
        false,
        0,
        500,
        Optional.empty(),
        CallStatus.TIMEOUT,
        "provider_timeout",
        "The provider sent no first byte within 500 ms.",
        Optional.empty(),
        Optional.empty(),
        Ending.NOTHING,
        Trace.Use.NOTHING);
  }

  @Test
  void givesModelsTheTrafficThatTheyWouldHaveGot() {
    for (int i = 0; i < 20; i++) {
      call(i, success("dear", 0, 100, "0.013"));
    }

    assertThat(replay("fairness").projected().models()).isEqualTo(Map.of("cheap", 10, "dear", 10));
    assertThat(replay("round-robin").projected().models())
        .isEqualTo(Map.of("cheap", 10, "dear", 10));
  }

  @Test
  void tellsOfCallsWithoutACandidate() {
    call(Duration.ZERO, false, List.of("vision"), success("dear", 0, 100, "0.013"));
    call(1);

    ReplayReport report = replay(List.of("plain"), "capability");

    assertThat(report.recorded().withoutCandidate()).isEqualTo(1);
    assertThat(report.projected().withoutCandidate()).isEqualTo(1);
    assertThat(report.projected().models()).isEqualTo(Map.of("plain", 1));
    assertThat(report.projected().unpriced()).isEqualTo(1);
    assertThat(report.changed()).isEqualTo(2);
  }

  @Test
  void namesThePoliciesThatAbstain() {
    call(0, success("dear", 0, 100, "0.013"));

    ReplayReport report = replay("llm", "cheapest");

    assertThat(report.abstained()).containsExactly("llm");
    assertThat(report.projected().models()).isEqualTo(Map.of("cheap", 1));
  }

  @Test
  void takesTheLatestCallsOnce() {
    for (int i = 0; i < 30; i++) {
      call(i, success("dear", 0, 100, "0.013"));
    }
    Project project =
        config
            .current()
            .projects()
            .get(0)
            .withRouting(List.of(PolicySpec.of("preferred")), List.of("dear"));

    ReplayReport report = replay.run(config.current(), project, 25);

    assertThat(report.calls()).isEqualTo(25);
    assertThat(report.from()).hasValue(NOON.plusSeconds(5));
    assertThat(replay.run(config.current(), project, 1000).calls()).isEqualTo(30);
  }

  @Test
  void answersForNoCallsAtAll() {
    ReplayReport report = replay("cheapest");

    assertThat(report.calls()).isZero();
    assertThat(report.from()).isEmpty();
    assertThat(report.projected().cost()).isEqualTo(Money.ZERO);
  }
}
