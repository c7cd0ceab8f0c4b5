package io.routerly.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.routing.Contexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private Optional<Traffic.Begun> begin(long tokens, Ceiling... ceilings) {
    return traffic.begin(MODEL, Contexts.any().project(), tokens, List.of(ceilings));
  }

  private static Ceiling ceiling(int seconds, long calls, long tokens) {
    return new Ceiling(Duration.ofSeconds(seconds), Optional.of(calls), Optional.of(tokens));
  }

  private void pass(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void letsNoMoreBeginThanALimitHasRoomFor() {
    Ceiling calls = ceiling(10, 2, 1000);
    assertThat(begin(1, calls)).isPresent();
    assertThat(begin(1)).isPresent();
    assertThat(begin(1, calls)).isEmpty();
    assertThat(calls(10)).isEqualTo(2);
    assertThat(begin(1, ceiling(10, 3, 1000), calls)).isEmpty();
    assertThat(begin(999, ceiling(10, 9, 1000))).isEmpty();
    assertThat(begin(998, ceiling(10, 9, 1000))).isPresent();
  }

  @Test
  void tellsWhenThereIsRoomAgain() {
    Ceiling ceiling = ceiling(10, 2, 100);
    assertThat(traffic.untilRoom("a", ceiling, 100)).hasValue(Duration.ZERO);
    begin(10);
    pass(3);
    begin(60);

    assertThat(traffic.untilRoom("a", ceiling, 1)).hasValue(Duration.ofSeconds(7));
    assertThat(traffic.untilRoom("a", ceiling(10, 3, 100), 30)).hasValue(Duration.ZERO);
    assertThat(traffic.untilRoom("a", ceiling(10, 3, 100), 41)).hasValue(Duration.ofSeconds(10));
    assertThat(traffic.untilRoom("a", ceiling, 101)).isEmpty();
    assertThat(traffic.untilRoom("a", ceiling(600, 1, 1), 1)).hasValue(Duration.ofSeconds(597));

    pass(7);
    assertThat(begin(1, ceiling)).isPresent();
  }

  @Test
  void takesBackWhatWasExpectedWhereItWasCounted() {
    Traffic.Begun begun = begin(100).orElseThrow();
    pass(5);
    begin(7);
    assertThat(traffic.tokens("a", Duration.ofSeconds(10))).isEqualTo(107);

    traffic.settle(begun);

    assertThat(traffic.tokens("a", Duration.ofSeconds(10))).isEqualTo(7);
    assertThat(traffic.tokens("a", Duration.ofSeconds(5))).isEqualTo(7);
    assertThat(traffic.tokens("a", Duration.ofMinutes(10))).isEqualTo(7);
  }

  @Test
  void takesNothingBackThatDoesNotCountAnyMore() {
    Traffic.Begun begun = begin(100).orElseThrow();
    pass(2 * 60 * 60);
    begin(7);

    traffic.settle(begun);

    assertThat(traffic.tokens("a", Duration.ofSeconds(10))).isEqualTo(7);
    assertThat(traffic.tokens("a", Duration.ofHours(1))).isEqualTo(7);
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
