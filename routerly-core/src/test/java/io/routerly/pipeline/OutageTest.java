package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.pipeline.ScriptedModels.Reply;
import io.routerly.pipeline.ScriptedModels.Script;
import io.routerly.pipeline.Simulation.Outcome;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.Exclusion;
import io.routerly.routing.Trace;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider fails every call for a while: how soon it is left alone, and how soon it is back. */
class OutageTest {
  private static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DOWN = Duration.ofMinutes(20);
  private static final Duration UP = Duration.ofMinutes(40);
  private static final Duration HALF_LIFE = Duration.ofMinutes(5);
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(30);

  private static final List<Model> TWO = List.of(Models.named("a"), Models.named("b"));

  private static GatewayException down() {
    return new ProviderRefusal(WireFormat.OPENAI_CHAT, 503, "Down.", List.of(), new byte[0]);
  }

  private static GatewayException unreachable() {
    return new GatewayException(ErrorCode.PROVIDER_UNREACHABLE, "Nobody listens.");
  }

  private static boolean isIn(Duration now, Duration from, Duration to) {
    return now.compareTo(from) >= 0 && now.compareTo(to) < 0;
  }

  /** Answers within a second, but for the time of the outage. */
  private static Script outage(Duration from, Duration to, Reply failing) {
    return now -> isIn(now, from, to) ? failing : Reply.answer(SECOND);
  }

  private static final Script WELL = now -> Reply.answer(SECOND);

  static Stream<Arguments> waysToFail() {
    return Stream.of(
        Arguments.of("an error at once", Reply.failing(Duration.ofMillis(1), down())),
        Arguments.of("no connection", Reply.failing(Duration.ZERO, unreachable())),
        Arguments.of("an error after five seconds", Reply.failing(Duration.ofSeconds(5), down())),
        Arguments.of("silence", Reply.answer(Duration.ofHours(1))));
  }

  private static Simulation simulation(List<Model> models, Map<String, Script> scripts) {
    return new Simulation(
        models, List.of(PolicySpec.of("preferred"), PolicySpec.of("health")), scripts);
  }

  /** Twenty minutes of answers, twenty of outage, and twenty more; a call each five seconds. */
  private static Simulation anHour(Reply failing) {
    Simulation hour = simulation(TWO, Map.of("a", outage(DOWN, UP, failing), "b", WELL));
    for (int at = 0; at < 3600; at += 5) {
      hour.call(Duration.ofSeconds(at), TEXT);
    }
    return hour;
  }

  private static boolean isRanked(Simulation hour, Outcome call, String model) {
    return hour.trace(call).decision().candidates().stream()
        .anyMatch(rating -> rating.modelId().equals(model) && !rating.trial());
  }

  private static Predicate<Outcome> between(Duration from, Duration to) {
    return call -> isIn(call.began(), from, to);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToFail")
  void isOutOfTheRankingWithinTenCallsWhateverWasBefore(String what, Reply failing) {
    Simulation hour = anHour(failing);
    List<Outcome> calls = hour.run();

    long asked =
        calls.stream().filter(between(DOWN, UP)).filter(call -> isRanked(hour, call, "a")).count();
    // Silence is known as a failure after 30 s: until then six more calls begin.
    assertThat(asked).isBetween(8L, failing.takes().compareTo(HALF_LIFE) > 0 ? 16L : 10L);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToFail")
  void noClientSeesIt(String what, Reply failing) {
    assertThat(anHour(failing).run()).hasSize(720).allMatch(call -> call.failure().isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToFail")
  void costsOneProbeInEachInterval(String what, Reply failing) {
    Simulation hour = anHour(failing);
    List<Outcome> calls = hour.run();

    List<Outcome> probes =
        calls.stream()
            .filter(between(DOWN, UP))
            .filter(call -> !isRanked(hour, call, "a"))
            .filter(
                call ->
                    hour.trace(call).attempts().stream()
                        .anyMatch(attempt -> attempt.modelId().equals("a")))
            .toList();
    assertThat(probes).hasSizeBetween(15, 40);
    for (int i = 1; i < probes.size(); i++) {
      assertThat(probes.get(i).began().minus(probes.get(i - 1).began()))
          .isGreaterThanOrEqualTo(PROBE_INTERVAL);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToFail")
  void isBackWithinOneHalfLifeOfItsRecovery(String what, Reply failing) {
    Simulation hour = anHour(failing);
    List<Outcome> calls = hour.run();

    assertThat(calls.stream().filter(between(UP.plus(HALF_LIFE), Duration.ofHours(1))))
        .isNotEmpty()
        .allMatch(call -> isRanked(hour, call, "a"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToFail")
  void isTriedOutByOneOfManyCallsAtATime(String what, Reply failing) {
    Simulation hour = simulation(TWO, Map.of("a", outage(Duration.ZERO, UP, failing), "b", WELL));
    for (int at = 0; at < 8; at++) {
      hour.call(SECOND.multipliedBy(at), TEXT);
    }
    hour.time.at(Duration.ofSeconds(299), () -> hour.models.count("a").mostAtOnce = 0);
    for (int at = 300; at < 900; at += 10) {
      for (int i = 0; i < 32; i++) {
        hour.call(SECOND.multipliedBy(at), TEXT);
      }
    }
    List<Outcome> calls = hour.run();

    assertThat(calls).hasSize(1928).allMatch(call -> call.failure().isEmpty());
    assertThat(hour.models.count("a").calls).isBetween(8 + 9, 8 + 20);
    assertThat(hour.models.count("a").mostAtOnce).isEqualTo(1);
  }

  @Test
  void comesBackForAllParallelCallsOnceOneHasShownThatItAnswers() {
    Simulation hour =
        simulation(
            TWO,
            Map.of(
                "a", outage(Duration.ZERO, DOWN, Reply.failing(Duration.ZERO, down())), "b", WELL));
    for (int at = 0; at < 10; at++) {
      hour.call(SECOND.multipliedBy(at), TEXT);
    }
    hour.call(DOWN.plus(SECOND), TEXT);
    for (int i = 0; i < 32; i++) {
      hour.call(DOWN.plus(SECOND).plusMillis(500), TEXT);
    }
    hour.call(DOWN.plusSeconds(3), TEXT);
    List<Outcome> calls = hour.run();

    Trace.Choice last = hour.trace(calls.get(calls.size() - 1)).decision();
    assertThat(last.exclusions()).isEmpty();
    assertThat(hour.models.count("a").calls).isEqualTo(8 + 1 + 1);
    assertThat(hour.models.count("b").calls).isEqualTo(10 + 32);
  }

  @Test
  void isAskedWhenNoOtherModelIsLeft() {
    Simulation hour =
        simulation(
            TWO,
            Map.of(
                "a", outage(Duration.ZERO, DOWN, Reply.failing(Duration.ZERO, down())),
                "b", outage(DOWN, UP, Reply.failing(Duration.ZERO, unreachable()))));
    for (int at = 0; at < 120; at++) {
      hour.call(Duration.ofSeconds(10).multipliedBy(at), TEXT);
    }
    hour.call(DOWN.minus(SECOND), TEXT);
    hour.call(DOWN.plus(SECOND), TEXT);

    List<Outcome> calls = hour.run();

    assertThat(calls).allMatch(call -> call.failure().isEmpty());
    Outcome last = calls.get(calls.size() - 1);
    assertThat(hour.trace(last).decision().exclusions())
        .extracting(Exclusion::modelId)
        .contains("a");
  }

  @Test
  void letsAllCallsThroughOneByOneWhenItAnswersAgainAndIsTheOnlyModel() {
    Simulation hour =
        simulation(
            List.of(Models.named("a")),
            Map.of("a", outage(Duration.ZERO, DOWN, Reply.failing(Duration.ZERO, down()))));
    for (int at = 0; at < 10; at++) {
      hour.call(SECOND.multipliedBy(at), TEXT);
    }
    for (int i = 0; i < 32; i++) {
      hour.call(DOWN.plus(SECOND), TEXT);
    }
    List<Outcome> calls = hour.run();

    assertThat(calls.subList(0, 10)).allMatch(call -> call.failure().isPresent());
    assertThat(calls.subList(10, 42)).allMatch(call -> call.failure().isEmpty());
  }

  @Test
  void makesParallelCallsWaitWhileOneOfThemTriesOutTheOnlyModelForLong() {
    Simulation hour =
        simulation(
            List.of(Models.named("a")),
            Map.of(
                "a",
                now ->
                    now.compareTo(DOWN) < 0
                        ? Reply.failing(Duration.ZERO, down())
                        : Reply.answer(Duration.ofSeconds(5))));
    for (int at = 0; at < 10; at++) {
      hour.call(SECOND.multipliedBy(at), TEXT);
    }
    for (int i = 0; i < 20; i++) {
      hour.call(DOWN.plus(SECOND), TEXT);
    }
    List<Outcome> calls = hour.run();

    assertThat(calls.subList(10, 30)).allMatch(call -> call.failure().isEmpty());
    assertThat(calls.subList(10, 30))
        .allMatch(call -> call.ended().minus(call.began()).compareTo(Duration.ofSeconds(11)) < 0);
  }

  /** Both are down for a while; then the first goes down again, long after. */
  @Test
  void aStandbyThatFailedLongAgoServesAllParallelCallsAtOnce() {
    Reply failing = Reply.failing(Duration.ZERO, down());
    Duration longAfter = Duration.ofHours(6);
    Simulation day =
        simulation(
            TWO,
            Map.of(
                "a",
                now ->
                    isIn(now, Duration.ZERO, DOWN) || now.compareTo(longAfter) >= 0
                        ? failing
                        : Reply.answer(SECOND),
                "b",
                outage(Duration.ZERO, DOWN, failing)));
    for (int at = 0; at < 20; at++) {
      day.call(SECOND.multipliedBy(at), TEXT);
    }
    for (Duration at = DOWN; at.compareTo(longAfter) < 0; at = at.plusMinutes(5)) {
      day.call(at, TEXT);
    }
    for (int i = 0; i < 20; i++) {
      day.call(longAfter, TEXT);
    }
    List<Outcome> calls = day.run();

    List<Outcome> last = calls.subList(calls.size() - 20, calls.size());
    assertThat(last)
        .allMatch(call -> call.failure().isEmpty())
        .allMatch(call -> isRanked(day, call, "b"))
        .allMatch(call -> call.ended().equals(longAfter.plus(SECOND)));
  }

  /** The same, but soon after: the standby is on trial when it is needed. */
  @Test
  void aStandbyThatFailedLatelyServesAllParallelCallsOneWithAnother() {
    Reply failing = Reply.failing(Duration.ZERO, down());
    Duration soonAfter = Duration.ofMinutes(10);
    Duration both = Duration.ofMinutes(2);
    Simulation day =
        simulation(
            TWO,
            Map.of(
                "a",
                now ->
                    isIn(now, Duration.ZERO, both) || now.compareTo(soonAfter) >= 0
                        ? failing
                        : Reply.answer(SECOND),
                "b",
                outage(Duration.ZERO, both, failing)));
    for (int at = 0; at < 20; at++) {
      day.call(SECOND.multipliedBy(at), TEXT);
    }
    day.call(both, TEXT);
    for (int i = 0; i < 20; i++) {
      day.call(soonAfter, TEXT);
    }
    List<Outcome> calls = day.run();

    List<Outcome> last = calls.subList(calls.size() - 20, calls.size());
    assertThat(last)
        .allMatch(call -> call.failure().isEmpty())
        .noneMatch(call -> isRanked(day, call, "b"));
  }

  private static Simulation knownOutage(Reply failing) {
    Simulation hour = simulation(List.of(Models.named("a")), Map.of("a", now -> failing));
    for (int at = 0; at < 10; at++) {
      hour.call(SECOND.multipliedBy(40L * at), TEXT);
    }
    return hour;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToFail")
  void failsAllCallsThatWaitWhileAnotherTriesOutTheOnlyModelInVain(String what, Reply failing) {
    Simulation hour = knownOutage(failing);
    for (int i = 0; i < 100; i++) {
      hour.call(DOWN, TEXT);
    }
    List<Outcome> calls = hour.run();

    Outcome trial = calls.get(10);
    Duration takes = trial.ended().minus(trial.began());
    assertThat(calls.subList(11, 110))
        .allSatisfy(
            call -> {
              assertThat(call.failure().orElseThrow().code())
                  .isEqualTo(trial.failure().orElseThrow().code());
              assertThat(call.failure().orElseThrow().status())
                  .isEqualTo(trial.failure().orElseThrow().status());
              assertThat(call.ended().minus(call.began()))
                  .isLessThanOrEqualTo(takes.multipliedBy(2).plusMillis(100));
            });
    assertThat(hour.models.count("a").mostAtOnce).isEqualTo(1);
  }

  @Test
  void queuesNoCallsThatComeWhileTheOnlyModelIsDown() {
    Simulation hour = knownOutage(Reply.failing(SECOND, down()));
    for (int i = 0; i < 600; i++) {
      hour.call(DOWN.plusMillis(100L * i), TEXT);
    }
    List<Outcome> calls = hour.run();

    assertThat(calls.subList(10, 610))
        .allMatch(call -> call.failure().orElseThrow().status() == 503)
        .allMatch(
            call ->
                call.ended().minus(call.began()).compareTo(SECOND.multipliedBy(2).plusMillis(100))
                    <= 0);
  }

  @Test
  void tellsThoseThatWaitNothingOfWhatAProviderSaidToTheOther() {
    Simulation hour = knownOutage(Reply.failing(SECOND, down()));
    for (int i = 0; i < 3; i++) {
      hour.call(DOWN, TEXT);
    }
    List<Outcome> calls = hour.run();

    assertThat(calls.get(12).failure().orElseThrow())
        .isInstanceOf(ProviderRefusal.class)
        .hasMessage(
            "Model a failed when another call tried it out just now: its provider answered with"
                + " status 503.");
  }

  /** Down, and then silent, in a project whose calls have ten seconds of the model's thirty. */
  private static Simulation silentInAHurry() {
    Simulation hour =
        new Simulation(
            List.of(Models.named("a")),
            List.of(PolicySpec.of("health")),
            new Resilience(10_000, Stickiness.AUTO, Optional.empty()),
            Map.of(
                "a",
                now ->
                    now.compareTo(DOWN) < 0
                        ? Reply.failing(Duration.ZERO, down())
                        : Reply.answer(Duration.ofHours(1))));
    for (int at = 0; at < 10; at++) {
      hour.call(SECOND.multipliedBy(40L * at), TEXT);
    }
    return hour;
  }

  @Test
  void waitsForATrialNoLongerThanTheCallMayTake() {
    Simulation hour = silentInAHurry();
    for (int i = 0; i < 20; i++) {
      hour.call(DOWN.plusMillis(300L * i), TEXT);
    }
    List<Outcome> calls = hour.run();

    assertThat(calls.subList(10, 30))
        .allMatch(call -> call.failure().isPresent())
        .extracting(call -> call.ended().minus(call.began()))
        .allSatisfy(
            took ->
                assertThat(took)
                    .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(10).plusMillis(50)));
    assertThat(hour.models.count("a").mostAtOnce).isEqualTo(1);
  }

  @Test
  void tellsThoseWhoseTimeEndsWhileATrialGoesOnToAskAgainInAMoment() {
    Simulation hour = silentInAHurry();
    for (int i = 0; i < 3; i++) {
      hour.call(DOWN, TEXT);
    }
    List<Outcome> calls = hour.run();

    assertThat(calls.subList(11, 13))
        .extracting(call -> call.failure().orElseThrow())
        .allSatisfy(
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
              assertThat(failure).hasMessageContaining("another call is trying it out");
              assertThat(failure.retryAfter()).hasValue(SECOND);
            });
  }
}
