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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(calls(8)).isEqualTo(1);
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

    assertThat(traffic.untilRoom("a", ceiling, 1)).hasValue(Duration.ofMillis(7200));
    assertThat(traffic.untilRoom("a", ceiling(10, 3, 100), 30)).hasValue(Duration.ZERO);
    assertThat(traffic.untilRoom("a", ceiling(10, 3, 100), 41)).hasValue(Duration.ofMillis(10_200));
    assertThat(traffic.untilRoom("a", ceiling, 101)).isEmpty();
    assertThat(traffic.untilRoom("a", ceiling(600, 1, 1), 1)).hasValue(Duration.ofSeconds(609));

    pass(7);
    assertThat(begin(1, ceiling)).isEmpty();
    now.addAndGet(Duration.ofMillis(200).toNanos());
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
  void countsTheCallsOfAWindowAndAtMostThoseOfAThirtiethMore() {
    Random random = new Random(42);
    List<Long> times = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      now.addAndGet(random.nextLong(Duration.ofSeconds(step % 100 == 0 ? 400 : 2).toNanos()));
      if (random.nextBoolean()) {
        call();
        times.add(now.get());
      }
      int window = random.nextInt(6, step % 2 == 0 ? 40 : 3600);
      long nanos = Duration.ofSeconds(window).toNanos();

      assertThat(calls(window))
          .as("step %d, %d s", step, window)
          .isBetween(since(times, nanos), since(times, nanos + nanos / 30));
    }
  }

  private long since(List<Long> times, long window) {
    return times.stream().filter(time -> time >= now.get() - window).count();
  }

  @ParameterizedTest(name = "{0} s")
  @ValueSource(ints = {6, 30, 60, 360, 600, 3600})
  void neverLetsMoreBeginWithinAWindowThanTheLimitSays(int seconds) {
    Ceiling ceiling = new Ceiling(Duration.ofSeconds(seconds), Optional.of(10L), Optional.empty());
    long window = Duration.ofSeconds(seconds).toNanos();
    List<Long> begun = new ArrayList<>();
    for (int step = 0; step < 500; step++) {
      now.addAndGet(window / 97);
      if (begin(0, ceiling).isPresent()) {
        begun.add(now.get());
      } else {
        now.addAndGet(traffic.untilRoom("a", ceiling, 0).orElseThrow().toNanos() - 1);
        assertThat(begin(0, ceiling)).isEmpty();
        now.addAndGet(1);
        assertThat(begin(0, ceiling)).isPresent();
        begun.add(now.get());
      }
    }
    for (int i = 10; i < begun.size(); i++) {
      assertThat(begun.get(i) - begun.get(i - 10)).as("call %d", i).isGreaterThanOrEqualTo(window);
    }
  }
}
