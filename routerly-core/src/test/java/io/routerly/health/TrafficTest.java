package io.routerly.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.routing.Contexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final Model MODEL = Models.named("a");
  private static final int STEPS = 3000;

  private final AtomicLong now = new AtomicLong();
  private final Traffic traffic = new Traffic(now::get);

  private void call() {
    traffic.began(MODEL, Contexts.any().project());
  }

  private long calls(int seconds) {
    return traffic.calls("a", Duration.ofSeconds(seconds));
  }

  @Test
  void countsWhatCameSinceItWasAskedLast() {
    call();
    assertThat(calls(10)).isEqualTo(1);
    call();
    assertThat(calls(10)).isEqualTo(2);

    now.addAndGet(Duration.ofSeconds(9).toNanos());
    call();

    assertThat(calls(10)).isEqualTo(3);
    assertThat(calls(9)).isEqualTo(1);
    assertThat(calls(10)).isEqualTo(3);
  }

  @Test
  void countsTheCallsOfTheSecondsThatAreAskedFor() {
    Random random = new Random(42);
    List<Long> seconds = new ArrayList<>(List.of(0L));
    call(); // seconds are counted from here on
    for (int step = 0; step < STEPS; step++) {
      now.addAndGet(random.nextLong(Duration.ofSeconds(step % 100 == 0 ? 400 : 2).toNanos()));
      long second = now.get() / Duration.ofSeconds(1).toNanos();
      if (random.nextBoolean()) {
        call();
        seconds.add(second);
      }
      int window = 1 + random.nextInt(Traffic.MOST_SECONDS);
      long expected = seconds.stream().filter(call -> call > second - window).count();

      assertThat(calls(window)).as("step %d", step).isEqualTo(expected);
    }
  }
}
