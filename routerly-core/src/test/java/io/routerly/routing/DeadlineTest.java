package io.routerly.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
  private final AtomicBoolean left = new AtomicBoolean();
  private final Deadline deadline = Deadline.in(Duration.ofNanos(100), now::get, left::get);

  @Test
  void comesNearerAsTimePassesAndIsNeverBehind() {
    assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(100));
    now.addAndGet(60);
    assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(40));
    now.addAndGet(41);
    assertThat(deadline.remaining()).isZero();
  }

  @Test
  void isThereWhenTheClientHasLeft() {
    left.set(true);

    assertThat(deadline.remaining()).isZero();
  }

  @Test
  void isLaterForWhoeverMayTakeLonger() {
    now.addAndGet(60);

    assertThat(deadline.orWithin(Duration.ofNanos(150)).remaining())
        .isEqualTo(Duration.ofNanos(90));
    assertThat(deadline.orWithin(Duration.ofNanos(50)).remaining()).isEqualTo(Duration.ofNanos(40));
    left.set(true);
    assertThat(deadline.orWithin(Duration.ofNanos(150)).remaining()).isZero();
  }
}
