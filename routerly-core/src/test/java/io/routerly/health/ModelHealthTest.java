package io.routerly.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ModelHealthTest {
  private static final Smoothing USUAL =
      new Smoothing(Duration.ofMinutes(20), Duration.ofMinutes(5), 2);

  private final AtomicLong now = new AtomicLong(-1_000_000);
  private final ModelHealth health = new ModelHealth(now::get);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      health.failed();
    }
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      health.succeeded();
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void isUndecidedOfAModelThatWasNeverAsked() {
    assertThat(health.errorRate(USUAL)).isEqualTo(0.5);
  }

  @Test
  void addsHalfThePseudoCountsToEitherSide() {
    succeed(3);
    fail(1);
    succeed(4);

    assertThat(health.errorRate(USUAL)).isEqualTo(2.0 / 10);
  }

  @Test
  void countsHalfAsMuchAfterAHalfLife() {
    fail(4);
    pass(Duration.ofMinutes(5));
    succeed(1);

    assertThat(health.errorRate(USUAL)).isCloseTo((2.0 + 1) / (2 + 1 + 2), within(1e-12));
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    fail(2);
    succeed(1);
    pass(Duration.ofMinutes(19));
    assertThat(health.errorRate(USUAL)).isGreaterThan(0.5);

    pass(Duration.ofMinutes(1));

    assertThat(health.errorRate(USUAL)).isEqualTo(0.5);
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

    assertThat(health.errorRate(USUAL)).isEqualTo(1.0 / 3);
    assertThat(health.sinceFailure()).isEmpty();
  }

  @Test
  void keepsAShortRunOfFailuresInMind() {
    fail(7);

    succeed(1);

    assertThat(health.errorRate(USUAL)).isEqualTo(0.8);
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
    assertThat(health.errorRate(USUAL)).isCloseTo(2 / (weighted + 3), within(1e-9));
  }

  @Test
  void tellsHowLongAgoTheRunFailedLast() {
    fail(2);
    pass(Duration.ofSeconds(42));

    assertThat(health.sinceFailure()).hasValue(Duration.ofSeconds(42));
  }

  @Test
  void letsOneCallAtATimeTryTheModelOut() {
    assertThat(health.beginProbe()).isTrue();
    assertThat(health.isProbed()).isTrue();
    assertThat(health.beginProbe()).isFalse();

    health.endProbe();

    assertThat(health.isProbed()).isFalse();
    assertThat(health.beginProbe()).isTrue();
  }
}
