package io.routerly.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.routerly.health.ModelHealth.Trial;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ModelHealthTest {
  private static final Smoothing USUAL =
      new Smoothing(Duration.ofMinutes(20), Duration.ofMinutes(5), 2);

  private final AtomicLong now = new AtomicLong(-1_000_000);
  private final ModelHealth health = new ModelHealth(now::get);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      health.failed(false);
    }
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      health.succeeded(Duration.ZERO);
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void knowsNothingAgainstAModelThatWasNeverAsked() {
    assertThat(health.errorRate(USUAL)).isZero();
  }

  @Test
  void addsThePseudoCountsAsSuccesses() {
    succeed(3);
    fail(1);
    succeed(4);

    assertThat(health.errorRate(USUAL)).isEqualTo(1.0 / 10);
  }

  @Test
  void isNotDecidedByOneFailure() {
    fail(1);

    assertThat(health.errorRate(USUAL)).isEqualTo(1.0 / 3);
  }

  @Test
  void countsHalfAsMuchAfterAHalfLife() {
    fail(4);
    pass(Duration.ofMinutes(5));
    succeed(1);

    assertThat(health.errorRate(USUAL)).isCloseTo(2.0 / (2 + 1 + 2), within(1e-12));
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    fail(2);
    succeed(1);
    pass(Duration.ofMinutes(19));
    assertThat(health.errorRate(USUAL)).isPositive();

    pass(Duration.ofMinutes(1));

    assertThat(health.errorRate(USUAL)).isZero();
  }

  @Test
  void reachesNineTenthsAfterEightFailuresWhateverWasBefore() {
    succeed(100_000);
    fail(7);
    assertThat(health.errorRate(USUAL)).isLessThan(0.9);

    fail(1);

    assertThat(health.errorRate(USUAL)).isEqualTo(0.9);
  }

  @Test
  void forgetsAnOutageWithTheFirstSuccessAfterIt() {
    fail(500);

    succeed(1);

    assertThat(health.errorRate(USUAL)).isZero();
  }

  @Test
  void keepsAShortRunOfFailuresInMind() {
    fail(7);

    succeed(1);

    assertThat(health.errorRate(USUAL)).isEqualTo(0.7);
  }

  @Test
  void reusesItsSlicesAfterAnHour() {
    for (int i = 0; i < 500; i++) {
      succeed(1);
      pass(Duration.ofSeconds(30));
    }
    fail(1);

    double weighted = 0;
    for (int age = 1; age < 40; age++) {
      weighted += Math.pow(0.5, age / 10.0);
    }
    assertThat(health.errorRate(USUAL)).isCloseTo(1 / (weighted + 3), within(1e-9));
  }

  @Test
  void tellsHowLongAgoItFailedLast() {
    fail(2);
    pass(Duration.ofSeconds(42));

    assertThat(health.sinceSetback()).hasValue(Duration.ofSeconds(42));
  }

  @Test
  void letsOneCallAtATimeTryTheModelOut() {
    fail(8);
    pass(Duration.ofMinutes(1));
    assertThat(health.beginTrial(now.get(), false)).isEqualTo(Trial.MAY_BEGIN);
    assertThat(health.isBeingTriedOut()).isTrue();
    assertThat(health.beginTrial(now.get(), false)).isEqualTo(Trial.TAKEN);
    assertThat(health.beginTrial(now.get(), true)).isEqualTo(Trial.TAKEN);

    health.giveUpTrial();

    assertThat(health.isBeingTriedOut()).isFalse();
    assertThat(health.beginTrial(now.get(), false)).isEqualTo(Trial.MAY_BEGIN);
  }

  @Test
  void letsOnlyALastResortTryAgainWhatFailedAfterTheDecision() {
    long decidedAt = now.get();
    health.beginTrial(decidedAt, false);
    pass(Duration.ofSeconds(1));
    fail(1);
    health.endTrial();

    assertThat(health.beginTrial(decidedAt, false)).isEqualTo(Trial.FAILED_SINCE);
    assertThat(health.beginTrial(decidedAt, true)).isEqualTo(Trial.MAY_BEGIN);
  }

  @Test
  void needsNoTrialOnceTheAnswerOfOneHasEnded() {
    fail(8);
    pass(Duration.ofMinutes(1));
    long decidedAt = now.get();
    health.beginTrial(decidedAt, false);
    health.recovered();
    pass(Duration.ofSeconds(1));
    long decidedWhileItAnswered = now.get();
    pass(Duration.ofSeconds(1));

    succeed(1);

    assertThat(health.errorRate(USUAL)).isZero();
    assertThat(health.beginTrial(decidedAt, false)).isEqualTo(Trial.NOT_NEEDED);
    assertThat(health.beginTrial(decidedWhileItAnswered, false)).isEqualTo(Trial.NOT_NEEDED);
  }

  private void answerATrial() {
    fail(8);
    pass(Duration.ofMinutes(1));
    health.beginTrial(now.get(), false);
    health.recovered();
  }

  private int letIn() {
    int calls = 0;
    while (health.beginTrial(now.get(), false) == Trial.NOT_NEEDED) {
      calls++;
    }
    return calls;
  }

  @Test
  void letsTwiceAsManyCallsInEachHalfMinuteThatTheAnswerOfATrialGoesOn() {
    answerATrial();
    assertThat(health.isBeingTriedOut()).isTrue();
    List<Integer> letIn = new ArrayList<>();

    for (int step = 0; step < 5; step++) {
      letIn.add(letIn());
      pass(Duration.ofSeconds(30));
      assertThat(health.isBeingTriedOut()).isFalse();
    }

    assertThat(letIn).containsExactly(0, 1, 2, 4, 8);
  }

  @Test
  void letsACallInThatHasNoOtherModelWhileTheAnswerOfATrialGoesOn() {
    answerATrial();

    assertThat(health.beginTrial(now.get(), true)).isEqualTo(Trial.NOT_NEEDED);
  }

  @Test
  void tellsHowLongAModelThatWasOutHasAnsweredWithoutAFailure() {
    Duration halfLife = Duration.ofMinutes(5);
    answerATrial();
    pass(halfLife.minusSeconds(1));
    assertThat(health.hasAnsweredFor(halfLife)).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(health.hasAnsweredFor(halfLife)).isTrue();

    fail(1);

    assertThat(health.hasAnsweredFor(halfLife)).isFalse();
  }

  @Test
  void isTriedOutAnewAfterAFailureWhateverWasAnsweredSinceTheDecision() {
    long decidedAt = now.get();
    answerATrial();
    succeed(1);

    fail(8);

    assertThat(health.beginTrial(decidedAt, true)).isEqualTo(Trial.MAY_BEGIN);
  }

  @Test
  void takesUpWhatWasBeforeWhenTheAnswerOfATrialBreaksOff() {
    fail(8);
    health.beginTrial(now.get(), false);
    health.recovered();

    fail(1);

    assertThat(health.errorRate(USUAL)).isEqualTo(10.0 / 11);
  }

  @Test
  void countsATrialWithoutAnAnswerAsASetback() {
    fail(8);
    pass(Duration.ofMinutes(1));
    health.beginTrial(now.get(), false);

    health.endTrial();

    assertThat(health.sinceSetback()).hasValue(Duration.ZERO);
  }

  @Test
  void learnsNothingOfAnOutageFromTheEndOfACallThatBeganBeforeIt() {
    pass(Duration.ofMinutes(5));
    fail(8);

    health.succeeded(Duration.ofMinutes(1));

    assertThat(health.errorRate(USUAL)).isEqualTo(0.9);
  }

  @Test
  void forgetsARunOfFailuresWhoseLastIsOlderThanTheWindow() {
    fail(8);
    pass(Duration.ofMinutes(20));
    assertThat(health.errorRate(USUAL)).isEqualTo(0.9);

    pass(Duration.ofSeconds(1));
    assertThat(health.errorRate(USUAL)).isZero();
    fail(1);

    assertThat(health.errorRate(USUAL)).isEqualTo(1.0 / 3);
  }

  @Test
  void knowsAnOutageThatFewCallsMeet() {
    for (int i = 0; i < 8; i++) {
      fail(1);
      pass(Duration.ofMinutes(19));
    }

    assertThat(health.errorRate(USUAL)).isEqualTo(0.9);
    assertThat(health.errorRate(new Smoothing(Duration.ofMinutes(18), Duration.ofMinutes(5), 2)))
        .isLessThan(0.9);
  }

  @Test
  void isWellIfMostCallsThatWereUnderWayEndWell() {
    pass(Duration.ofMinutes(5));
    fail(8);
    for (int i = 0; i < 16; i++) {
      health.succeeded(Duration.ofMinutes(1));
    }
    assertThat(health.errorRate(USUAL)).isEqualTo(0.9);

    health.succeeded(Duration.ofMinutes(1));

    assertThat(health.errorRate(USUAL)).isEqualTo(8.0 / (8 + 17 + 2));
  }

  @Test
  void isNotIllWhenFewOfManyLongCallsFailAtOnce() {
    Random random = new Random(7);
    Deque<Boolean> underWay = new ArrayDeque<>();
    double highest = 0;
    for (int call = 0; call < 50_000; call++) {
      pass(Duration.ofMillis(200));
      boolean failing = call >= 150 && random.nextInt(20) == 0;
      underWay.addLast(!failing);
      if (failing) {
        fail(1);
      }
      if (underWay.size() > 150 && underWay.removeFirst()) {
        health.succeeded(Duration.ofSeconds(30));
      }
      highest = Math.max(highest, health.errorRate(USUAL));
    }

    assertThat(highest).isLessThan(0.6);
  }

  @Test
  void isIllWithinTenCallsThoughManyThatWereUnderWayEndWell() {
    succeed(1000);
    for (int call = 0; call < 8; call++) {
      pass(Duration.ofMillis(200));
      health.succeeded(Duration.ofSeconds(30));
      fail(1);
    }

    assertThat(health.errorRate(USUAL)).isEqualTo(0.9);
  }

  @Test
  void tellsTheSameHoweverOftenAndInWhichWindowItWasAskedBefore() {
    Smoothing other = new Smoothing(Duration.ofMinutes(3), Duration.ofMinutes(1), 1);
    Random random = new Random(42);
    List<Consumer<ModelHealth>> steps = new ArrayList<>();
    List<Duration> pauses = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      pauses.add(Duration.ofSeconds(random.nextInt(step % 50 == 25 ? 2000 : 20)));
      boolean well = step % 100 < 80 && random.nextInt(4) > 0;
      steps.add(well ? it -> it.succeeded(Duration.ZERO) : model -> model.failed(false));
    }
    AtomicLong clock = new AtomicLong();
    ModelHealth asked = new ModelHealth(clock::get);
    for (int step = 0; step < steps.size(); step++) {
      clock.addAndGet(pauses.get(step).toNanos());
      steps.get(step).accept(asked);

      assertThat(asked.errorRate(USUAL))
          .as("step %d", step)
          .isCloseTo(askedOnce(USUAL, pauses, steps.subList(0, step + 1)), within(1e-12));
      if (step % 3 == 0) {
        assertThat(asked.errorRate(other))
            .as("step %d", step)
            .isCloseTo(askedOnce(other, pauses, steps.subList(0, step + 1)), within(1e-12));
      }
    }
  }

  private static double askedOnce(
      Smoothing smoothing, List<Duration> pauses, List<Consumer<ModelHealth>> steps) {
    AtomicLong clock = new AtomicLong();
    ModelHealth health = new ModelHealth(clock::get);
    for (int step = 0; step < steps.size(); step++) {
      clock.addAndGet(pauses.get(step).toNanos());
      steps.get(step).accept(health);
    }
    return health.errorRate(smoothing);
  }
}
