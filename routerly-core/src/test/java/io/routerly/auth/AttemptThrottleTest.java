package io.routerly.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.error.GatewayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AttemptThrottleTest {
  private final SettableClock clock = new SettableClock();
  private final AttemptThrottle throttle = new AttemptThrottle(clock, 3, Duration.ofSeconds(10));

  private void refuses(String key, Duration wait) {
    assertThatThrownBy(() -> throttle.take(key, 1))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.retryAfter()).contains(wait));
  }

  @Test
  void allowsABurstAndThenOneAtATime() {
    throttle.take("a", 1);
    throttle.take("a", 1);
    throttle.take("a", 1);
    refuses("a", Duration.ofSeconds(10));

    clock.advance(Duration.ofSeconds(9));
    refuses("a", Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    throttle.take("a", 1);
    refuses("a", Duration.ofSeconds(10));
  }

  @Test
  void whoWaitsLongGetsNoMoreThanTheBurst() {
    throttle.take("a", 1);
    clock.advance(Duration.ofHours(1));

    throttle.take("a", 3);

    refuses("a", Duration.ofSeconds(10));
  }

  @Test
  void keysDoNotDisturbEachOther() {
    throttle.take("a", 3);

    assertThatCode(() -> throttle.take("b", 3)).doesNotThrowAnyException();
  }

  @Test
  void whatIsGivenBackIsFreeAgain() {
    throttle.take("a", 3);
    throttle.giveBack("a", 3);

    assertThatCode(() -> throttle.take("a", 3)).doesNotThrowAnyException();
  }

  @Test
  void moreThanTheBurstAtOnceCountsAsTheBurst() {
    throttle.take("a", 50);

    refuses("a", Duration.ofSeconds(10));
    clock.advance(Duration.ofSeconds(30));
    assertThatCode(() -> throttle.take("a", 50)).doesNotThrowAnyException();
  }

  @Test
  void parallelAttemptsDoNotGetPastTheLimit() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        attempts.add(pool.submit(this::isTaken));
      }
      int taken = 0;
      for (Future<Boolean> attempt : attempts) {
        taken += attempt.get() ? 1 : 0;
      }
      assertThat(taken).isEqualTo(3);
    } finally {
      pool.shutdownNow();
    }
  }

  private boolean isTaken() {
    try {
      throttle.take("a", 1);
      return true;
    } catch (GatewayException e) {
      return false;
    }
  }
}
