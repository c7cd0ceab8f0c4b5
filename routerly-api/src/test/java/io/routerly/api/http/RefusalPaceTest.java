package io.routerly.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalPaceTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
  private final RefusalPace pace =
      new RefusalPace(Duration.ofMillis(5), 3, Duration.ofMillis(50), nanos::get);

  private long nextMillis() {
    return pace.next().toMillis();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void letsTheFirstFewLeaveAtOnceAndTheOthersOneAfterAnother() {
    assertThat(nextMillis()).isZero();
    assertThat(nextMillis()).isZero();
    assertThat(nextMillis()).isZero();
    assertThat(nextMillis()).isEqualTo(5);
    assertThat(nextMillis()).isEqualTo(10);
    assertThat(nextMillis()).isEqualTo(15);
  }

  @Test
  void holdsNothingOnceTheFloodIsOver() {
    for (int i = 0; i < 8; i++) {
      nextMillis();
    }

    pass(Duration.ofMillis(40));

    assertThat(nextMillis()).isZero();
    assertThat(nextMillis()).isZero();
    assertThat(nextMillis()).isZero();
    assertThat(nextMillis()).isEqualTo(5);
  }

  @Test
  void holdsNoneLongerThanTheLongestTimeAndOwesNothingForThose() {
    for (int i = 0; i < 1_000; i++) {
      nextMillis();
    }
    assertThat(nextMillis()).isEqualTo(50);

    pass(Duration.ofMillis(70));

    assertThat(nextMillis()).isZero();
  }
}
