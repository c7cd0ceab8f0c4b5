package io.routerly.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.routerly.domain.Models;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each project has policies of its own. Those with the same settings share the sums that are kept
 * of a model, so that they do not reckon them anew at each call, which would make a new object.
 */
class SharedSumsTest {
  private static final Duration WINDOW = Duration.ofMinutes(20);
  private static final Duration HALF_LIFE = Duration.ofMinutes(5);
  private static final int TIMES = 10_000;

  private final Smoothing smoothing = new Smoothing(WINDOW, HALF_LIFE, 2);
  private final Recency recency = new Recency(WINDOW, HALF_LIFE);

  private static long allocatedBy(Runnable looks) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < TIMES; i++) {
      looks.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void errorRatesAreReckonedOnceForTwoProjects() {
    ModelHealth health = new ModelHealth(() -> 0);
    health.failed(false);
    Smoothing other = new Smoothing(WINDOW, HALF_LIFE, 2);

    long alone = allocatedBy(() -> rates(health, smoothing, smoothing));
    long together = allocatedBy(() -> rates(health, smoothing, other));

    assertThat(together).isLessThan(alone + TIMES);
  }

  private static void rates(ModelHealth health, Smoothing one, Smoothing other) {
    assertPositive(health.errorRate(one));
    assertPositive(health.errorRate(other));
  }

  @Test
  void latenciesAreReckonedOnceForTwoProjects() {
    Latencies latencies = new Latencies(() -> 0);
    latencies.ended(Ends.success(Models.named("a"), Duration.ofSeconds(1), Optional.empty()));
    Recency other = new Recency(WINDOW, HALF_LIFE);

    long alone = allocatedBy(() -> means(latencies, recency, recency));
    long together = allocatedBy(() -> means(latencies, recency, other));

    assertThat(together).isLessThan(alone + TIMES);
  }

  private static void means(Latencies latencies, Recency one, Recency other) {
    assertPositive(latencies.mean("a", false, one, 1).orElseThrow());
    assertPositive(latencies.mean("a", false, other, 1).orElseThrow());
  }

  private static void assertPositive(double value) {
    if (value <= 0) {
      throw new AssertionError("expected more than nothing, but it is " + value);
    }
  }

  static Stream<Arguments> otherSettings() {
    return Stream.of(
        Arguments.of("window", new Smoothing(WINDOW.plusMinutes(1), HALF_LIFE, 2)),
        Arguments.of("half-life", new Smoothing(WINDOW, HALF_LIFE.plusMinutes(1), 2)),
        Arguments.of("pseudo counts", new Smoothing(WINDOW, HALF_LIFE, 3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherSettings")
  void otherSettingsAreOthers(String what, Smoothing other) {
    assertThat(other).isNotEqualTo(smoothing);
    assertThat(new Smoothing(WINDOW, HALF_LIFE, 2))
        .isEqualTo(smoothing)
        .hasSameHashCodeAs(smoothing);
  }
}
