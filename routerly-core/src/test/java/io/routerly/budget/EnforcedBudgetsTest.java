package io.routerly.budget;

import static io.routerly.budget.Till.budget;
import static io.routerly.domain.BudgetMetric.CALLS;
import static io.routerly.domain.BudgetMetric.COST;
import static io.routerly.domain.BudgetMetric.OUTPUT_TOKENS;
import static io.routerly.domain.BudgetMetric.TOTAL_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.budget.Till.Call;
import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.BudgetState;
import io.routerly.domain.Headroom;
import io.routerly.domain.OnExhausted;
import io.routerly.error.ErrorCode;
import io.routerly.event.GatewayEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnforcedBudgetsTest {
  private static final Scope PROJECT = Scope.project("proj_a");
  private final Till till = new Till();

  private Till limitedTo(Budget... ofProject) {
    return till.configure(List.of(), List.of(ofProject), List.of());
  }

  @Test
  void admitsAsManyCallsAsTheLimitSays() {
    limitedTo(budget(CALLS, "2", "daily"));
    Call first = till.ask().orElseThrow();
    till.succeed(first, 10, 10);
    assertThat(till.ask()).isPresent();
    assertThat(till.ask()).isEmpty();
  }

  @Test
  void givesTheCallBackThatNoProviderAnswered() {
    limitedTo(budget(CALLS, "1", "daily"));
    till.ask().orElseThrow().reservation().end();
    assertThat(till.ask()).isPresent();
    assertThat(till.state(PROJECT).used()).isZero();
  }

  @Test
  void countsACallOnceWhateverItsAttempts() {
    limitedTo(budget(CALLS, "5", "daily"), budget(TOTAL_TOKENS, "1000", "daily"));
    Call call = till.ask().orElseThrow();
    till.charge(call, Till.MODEL, 7, 0, true);
    till.charge(call, Till.MODEL, 10, 20, false);
    call.reservation().end();
    call.reservation().end();
    assertThat(till.gate.states(PROJECT))
        .extracting(BudgetState::used)
        .map(Number::intValue)
        .containsExactly(1, 37);
    assertThat(till.gate.states(PROJECT)).allMatch(state -> state.reserved().signum() == 0);
  }

  @Test
  void refusesWhatIsExpectedNotToFit() {
    limitedTo(budget(OUTPUT_TOKENS, "100", "daily"));
    till.succeed(till.ask().orElseThrow(), 10, 60);
    Admission.Refused refused = till.refusal(Till.ESTIMATE);
    assertThat(refused.code()).isEqualTo(ErrorCode.BUDGET_EXCEEDED);
    assertThat(refused.reason())
        .isEqualTo(
            "The daily budget on output tokens of project A does not suffice: the call is expected"
                + " to need 50, and 40 of 100 output tokens is left; it resets at"
                + " 2026-03-16T00:00:00Z.");
    assertThat(refused.retryAfter()).contains(Duration.parse("PT13H39M30S"));
    assertThat(till.ask(new Estimate(10, OptionalLong.of(40)))).isPresent();
  }

  @Test
  void refusesEverythingOnceAllIsUsed() {
    limitedTo(budget(COST, "0.0002", "monthly"));
    till.succeed(till.ask().orElseThrow(), 100, 50);
    assertThat(till.gate.exhausted(till.project(), till.token()).orElseThrow().reason())
        .isEqualTo(
            "The monthly budget on cost of project A is exhausted: 0.0002 of 0.0002 USD used; it"
                + " resets at 2026-04-01T00:00:00Z.");
    assertThat(till.ask(new Estimate(0, OptionalLong.of(0)))).isEmpty();
  }

  @Test
  void aLimitOfZeroBlocks() {
    limitedTo(budget(CALLS, "0", "minute"));
    assertThat(till.ask()).isEmpty();
    assertThat(till.gate.exhausted(till.project(), till.token()).orElseThrow().retryAfter())
        .contains(Duration.ofSeconds(1));
  }

  @Test
  void checksTheModelThatIsAskedAgainstWhatIsLeft() {
    limitedTo(budget(COST, "0.0001", "daily"));
    Call call = till.ask().orElseThrow(); // the free model would fit
    assertThat(call.reservation().hold(Till.MODEL)).isPresent();
    assertThat(call.reservation().hold(Till.FREE)).isEmpty();
  }

  @Test
  void holdsForTheFallbackInThePlaceOfWhatFailed() {
    limitedTo(budget(COST, "0.0003", "daily"));
    Call call = till.ask().orElseThrow();
    assertThat(call.reservation().hold(Till.MODEL)).isEmpty();
    assertThat(call.reservation().hold(Till.MODEL)).isEmpty();
    assertThat(till.state(PROJECT).reserved()).isEqualByComparingTo("0.0002");
    call.reservation().release(Till.MODEL);
    assertThat(call.reservation().hold(Till.FREE)).isEmpty();
    assertThat(till.state(PROJECT).reserved()).isEqualByComparingTo("0");
  }

  @Test
  void holdsForTwoAttemptsAtATime() {
    limitedTo(budget(TOTAL_TOKENS, "310", "daily"));
    Call call = till.ask().orElseThrow();
    assertThat(call.reservation().hold(Till.MODEL)).isEmpty();
    assertThat(call.reservation().hold(Till.FREE)).isEmpty();
    assertThat(till.state(PROJECT).reserved()).isEqualByComparingTo("300");
    till.charge(call, Till.FREE, 100, 10, true);
    assertThat(till.state(PROJECT).reserved()).isEqualByComparingTo("150");
    assertThat(till.state(PROJECT).used()).isEqualByComparingTo("110");
  }

  @Test
  void tellsWhatARequestMayCostAtMost() {
    Estimate dear = new Estimate(100, OptionalLong.of(3_000_000));
    Call call = till.ask(dear).orElseThrow();
    Admission.Refused refused = call.reservation().hold(Till.MODEL).orElseThrow();
    assertThat(refused.code()).isEqualTo(ErrorCode.MAX_COST_EXCEEDED);
    assertThat(refused.reason()).startsWith("The request may cost 6.0001 USD at model m");
    assertThat(call.reservation().hold(Till.FREE)).isEmpty();
  }

  @Test
  void holdsAsManyAnswersAsTheClientAsksFor() {
    till.configure(List.of(), List.of(budget(OUTPUT_TOKENS, "249", "daily")), List.of());
    Estimate five = new Estimate(10, 10, OptionalLong.of(50), 5, () -> 10);
    assertThat(till.ask(five)).isEmpty();
    till.configure(List.of(), List.of(budget(OUTPUT_TOKENS, "250", "daily")), List.of());
    Call call = till.ask(five).orElseThrow();
    assertThat(till.state(PROJECT).reserved()).isEqualByComparingTo("250");

    Estimate many = new Estimate(100, 100, OptionalLong.of(600_000), 5, () -> 100);
    assertThat(call.reservation().hold(Till.MODEL)).isEmpty();
    till.configure(List.of(), List.of(), List.of());
    assertThat(till.ask(many).orElseThrow().reservation().hold(Till.MODEL).orElseThrow().reason())
        .startsWith("The request may cost 6.0001 USD at model m");
    Estimate absurd = new Estimate(1, 1, OptionalLong.of(Long.MAX_VALUE), 1000, () -> 1);
    assertThat(till.ask(absurd).orElseThrow().reservation().hold(Till.MODEL)).isPresent();
  }

  @Test
  void letsATokenHaveSoManyCallsAtATime() {
    till.configure(List.of(), List.of(), List.of(), BudgetMode.EXTEND, Optional.of(2));
    Call first = till.ask().orElseThrow();
    assertThat(till.ask()).isPresent();
    assertThat(till.refusal(Till.ESTIMATE).code()).isEqualTo(ErrorCode.TOO_MANY_PARALLEL);
    first.reservation().end();
    first.reservation().end();
    assertThat(till.ask()).isPresent();
    assertThat(till.ask()).isEmpty();
  }

  @Test
  void leavesACallWhatIsHeldForItself() {
    limitedTo(budget(CALLS, "1", "daily"), budget(OUTPUT_TOKENS, "60", "daily"));
    Call call = till.ask().orElseThrow();
    assertThat(call.reservation().headroom())
        .extracting(Headroom::remaining)
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(BigDecimal.ONE, BigDecimal.valueOf(60));
    assertThat(till.gate.headroom(till.project(), till.token()))
        .extracting(Headroom::remaining)
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(BigDecimal.ZERO, BigDecimal.TEN);
  }

  @Test
  void warnsOnlyWhereABudgetSaysSo() {
    limitedTo(budget(CALLS, "1", "daily", OnExhausted.WARN));
    till.succeed(till.ask().orElseThrow(), 1, 1);
    till.succeed(till.ask().orElseThrow(), 1, 1);
    assertThat(till.state(PROJECT).used()).isEqualByComparingTo("2");
    assertThat(till.events).filteredOn(GatewayEvent.BudgetExhausted.class::isInstance).hasSize(1);
  }

  @Test
  void keepsTheCheapestModelsOnceABudgetThatWantsThatIsExhausted() {
    limitedTo(budget(CALLS, "1", "daily", OnExhausted.CHEAPEST));
    Call first = till.ask().orElseThrow();
    assertThat(first.reservation().cheapestOnly()).isFalse();
    till.succeed(first, 1, 1);
    Call second = till.ask().orElseThrow();
    assertThat(second.reservation().cheapestOnly()).isTrue();
    assertThat(second.reservation().cheapest(List.of(Till.MODEL, Till.FREE)))
        .containsExactly(Till.FREE);
  }

  private List<String> eventNames() {
    return till.events.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  @Test
  void aCallThatNeedsFarTooMuchExhaustsNothing() {
    limitedTo(budget(OUTPUT_TOKENS, "1000", "monthly"));
    Estimate absurd = new Estimate(1, OptionalLong.of(1_000_000));
    assertThat(till.ask(absurd)).isEmpty();
    till.gate.refresh();
    assertThat(till.ask(absurd)).isEmpty();
    assertThat(eventNames()).isEmpty();

    till.succeed(till.ask(new Estimate(1, OptionalLong.of(1000))).orElseThrow(), 1, 1000);

    assertThat(eventNames())
        .containsExactly("BudgetThreshold", "BudgetThreshold", "BudgetExhausted");
  }

  @Test
  void aBudgetWhoseLastTenthSufficesForNoCallIsToldAsExhaustedOnce() {
    limitedTo(budget(OUTPUT_TOKENS, "1000", "monthly"));
    till.succeed(till.ask(new Estimate(1, OptionalLong.of(960))).orElseThrow(), 1, 960);
    till.events.clear();

    assertThat(till.ask()).isEmpty();
    assertThat(till.ask()).isEmpty();

    assertThat(eventNames()).containsExactly("BudgetExhausted");
    till.succeed(till.ask(new Estimate(1, OptionalLong.of(40))).orElseThrow(), 1, 40);
    assertThat(eventNames()).containsExactly("BudgetExhausted");
  }

  /** An estimate of a prompt that is guessed to be a fourth of what it is. */
  private static Estimate underrated(long tokens) {
    return new Estimate(tokens / 4, tokens, OptionalLong.of(0), 1, () -> tokens);
  }

  @Test
  void countsThePromptForAModelThatItMayBeTooLongFor() {
    limitedTo(budget(COST, "0.0039", "daily"));
    Call call = till.ask(underrated(4000)).orElseThrow(); // the free model would fit
    assertThat(call.reservation().hold(Till.MODEL).orElseThrow().reason())
        .contains("expected to need 0.004,");
    assertThat(till.gate.lack(till.project(), till.token(), underrated(4000), Till.MODEL))
        .isPresent();
  }

  @Test
  void countsThePromptThatMayCostMoreThanOneRequestMay() {
    Call call = till.ask(underrated(16_000_000)).orElseThrow();
    assertThat(call.reservation().hold(Till.MODEL).orElseThrow().reason())
        .startsWith("The request may cost 16 USD at model m");
  }

  @Test
  void countsNoPromptWhereThereIsRoomAnyway() {
    limitedTo(budget(COST, "1", "daily"));
    Estimate guessed =
        new Estimate(
            100,
            400,
            OptionalLong.of(0),
            1,
            () -> {
              throw new AssertionError("counted");
            });
    assertThat(till.ask(guessed).orElseThrow().reservation().hold(Till.MODEL)).isEmpty();
    assertThat(till.state(PROJECT).reserved()).isEqualByComparingTo("0.0001");
  }

  @Test
  void tellsOfEachThresholdOncePerWindowAndOfItsReset() {
    limitedTo(budget(CALLS, "2", "hourly"));
    for (int i = 0; i < 3; i++) {
      till.ask().ifPresent(call -> till.succeed(call, 1, 1));
    }
    assertThat(till.events)
        .extracting(Object::getClass)
        .map(Class::getSimpleName)
        .containsExactly("BudgetThreshold", "BudgetThreshold", "BudgetExhausted");
    till.events.clear();
    till.pass(3_600_000);
    till.gate.refresh();
    till.succeed(till.ask().orElseThrow(), 1, 1);
    assertThat(till.events)
        .extracting(Object::getClass)
        .map(Class::getSimpleName)
        .containsExactly("BudgetReset", "BudgetThreshold");
  }

  @Test
  void aLongRollingWindowIsSaidToHaveRoomAgainAsSoonAsItHas() {
    limitedTo(budget(CALLS, "2", "month"));
    till.succeed(till.ask().orElseThrow(), 1, 1);
    till.pass(Duration.ofDays(10).toMillis());
    till.succeed(till.ask().orElseThrow(), 1, 1);
    assertThat(told()).containsExactly("BudgetThreshold", "BudgetThreshold", "BudgetExhausted");
    till.pass(Duration.ofDays(21).toMillis());
    till.gate.refresh();
    assertThat(told()).containsExactly("BudgetReset");
    till.succeed(till.ask().orElseThrow(), 1, 1);
    assertThat(told()).containsExactly("BudgetThreshold", "BudgetExhausted");
  }

  @Test
  void aRollingWindowThatIsFilledToTheBrimDoesNotTellAllTheTime() {
    limitedTo(budget(CALLS, "20", "day"));
    till.succeed(till.ask().orElseThrow(), 1, 1);
    till.pass(Duration.ofHours(2).toMillis());
    for (int i = 0; i < 19; i++) {
      till.succeed(till.ask().orElseThrow(), 1, 1);
    }
    till.events.clear();
    till.pass(Duration.ofHours(23).toMillis());
    till.gate.refresh();
    till.succeed(till.ask().orElseThrow(), 1, 1);
    assertThat(till.events).isEmpty();
  }

  @Test
  void aLimitThatIsChangedBackIsWatchedAnew() {
    limitedTo(budget(CALLS, "2", "yearly"));
    till.succeed(till.ask().orElseThrow(), 1, 1);
    assertThat(told()).containsExactly("BudgetThreshold");
    limitedTo(budget(CALLS, "100", "yearly"));
    till.gate.refresh();
    limitedTo(budget(CALLS, "2", "yearly"));
    till.gate.refresh();
    assertThat(told()).containsExactly("BudgetThreshold");
  }

  private List<String> told() {
    List<String> names =
        till.events.stream().map(event -> event.getClass().getSimpleName()).toList();
    till.events.clear();
    return names;
  }

  @Test
  void holdsQuestionsBesideTheCallAndRefusesThoseThatHaveNoRoom() {
    limitedTo(budget(TOTAL_TOKENS, "1200", "daily"));
    Estimate question = new Estimate(700, OptionalLong.of(100));
    Call first = till.ask().orElseThrow();
    assertThat(first.reservation().holdQuestion(Till.FREE, question)).isTrue();
    assertThat(till.state(PROJECT).reserved()).isEqualByComparingTo("950");
    Call second = till.ask().orElseThrow();
    assertThat(second.reservation().holdQuestion(Till.FREE, question)).isFalse();
    assertThat(till.state(PROJECT).reserved()).isEqualByComparingTo("1100");
    till.charge(first, Till.FREE, 700, 10, false);
    assertThat(till.state(PROJECT).used()).isEqualByComparingTo("710");
    assertThat(till.state(PROJECT).reserved()).isEqualByComparingTo("300");
    first.reservation().end();
    second.reservation().end();
    assertThat(till.state(PROJECT).reserved()).isZero();
  }

  @Test
  void asksNoQuestionThatMayCostMoreThanOneRequestMay() {
    till.configure(List.of(), List.of(), List.of());
    Call call = till.ask().orElseThrow();
    assertThat(call.reservation().holdQuestion(Till.MODEL, new Estimate(1, OptionalLong.of(2_000))))
        .isTrue();
    assertThat(
            call.reservation()
                .holdQuestion(Till.MODEL, new Estimate(6_000_000, OptionalLong.of(2_000))))
        .isFalse();
  }

  @Test
  void manyCallsThatAskQuestionsGoOverNoLimit() {
    limitedTo(budget(TOTAL_TOKENS, "3000", "daily"));
    Estimate question = new Estimate(500, OptionalLong.of(400));
    Random random = new Random(5);
    List<Call> open = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      till.ask().ifPresent(open::add);
      if (!open.isEmpty() && random.nextBoolean()) {
        Call call = open.remove(random.nextInt(open.size()));
        if (call.reservation().holdQuestion(Till.FREE, question)) {
          till.ask().ifPresent(open::add);
          till.charge(call, Till.FREE, 500, 400, false);
        }
        till.succeed(call, 100, 50);
      }
    }
    open.forEach(call -> till.succeed(call, 100, 50));
    assertThat(till.state(PROJECT).used())
        .isBetween(new BigDecimal("2700"), new BigDecimal("3000"));
  }

  @Test
  void promisesNothingToARequestThatNeedsMoreThanTheWholeLimit() {
    limitedTo(budget(TOTAL_TOKENS, "1000", "daily"));
    Admission.Refused refused = till.refusal(new Estimate(2000, OptionalLong.of(50)));
    assertThat(refused.retryAfter()).isEmpty();
    assertThat(refused.reason())
        .endsWith("and 1000 of 1000 total tokens is left. It never has room for so much.");
  }

  @Test
  void aRollingWindowFreesWhatIsAsOldAsItIsLong() {
    limitedTo(budget(CALLS, "1", "minute"));
    till.succeed(till.ask().orElseThrow(), 1, 1);
    assertThat(till.state(PROJECT).resetAt()).contains(Till.START.plusSeconds(61));
    till.pass(60_000);
    assertThat(till.ask()).isEmpty();
    till.pass(1_000);
    assertThat(till.ask()).isPresent();
  }

  @Test
  void lateUseCountsAsOfTheAdmission() {
    limitedTo(budget(TOTAL_TOKENS, "1000", "hourly"));
    Call call = till.ask().orElseThrow();
    till.pass(3_600_000);
    assertThat(till.state(PROJECT).reserved()).isZero();
    till.succeed(call, 400, 400);
    assertThat(till.state(PROJECT).used()).isZero();
  }

  @Test
  void aClockThatGoesBackByLittleStandsStill() {
    limitedTo(budget(CALLS, "1", "hourly"));
    till.now.set(Instant.parse("2026-03-15T11:00:00.500Z").toEpochMilli());
    till.succeed(till.ask().orElseThrow(), 1, 1);
    till.pass(-2_000);
    assertThat(till.ask()).isEmpty();
    assertThat(till.state(PROJECT).startedAt()).isEqualTo(Instant.parse("2026-03-15T11:00:00Z"));
  }

  @Test
  void aClockThatWasWrongByADayIsBelievedAgain() {
    limitedTo(budget(CALLS, "1", "daily"));
    till.succeed(till.ask().orElseThrow(), 1, 1);
    till.pass(Duration.ofDays(1).toMillis());
    assertThat(till.ask()).isPresent();
    till.pass(-Duration.ofDays(1).toMillis());
    till.gate.headroom(till.project(), till.token());
    assertThat(till.state(PROJECT).used()).isEqualByComparingTo("1");
    assertThat(till.ask()).isEmpty();
  }
}
