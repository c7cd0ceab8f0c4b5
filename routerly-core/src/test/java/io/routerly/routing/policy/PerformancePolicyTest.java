package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.health.AttemptEnd;
import io.routerly.health.Ending;
import io.routerly.health.Ends;
import io.routerly.health.Latencies;
import io.routerly.routing.RoutingPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PerformancePolicyTest {
  private static final Model FAST = Models.named("fast");
  private static final Model SLOW = Models.named("slow");

  private final AtomicLong now = new AtomicLong();
  private final Latencies latencies = new Latencies(now::get);
  private final RoutingPolicy policy = policy("{}");

  private RoutingPolicy policy(String config) {
    return PerformancePolicy.factory(latencies).create(Rated.spec("performance", config));
  }

  private void took(Model model, int millis) {
    latencies.ended(Ends.success(model, Duration.ofMillis(millis), Optional.empty()));
  }

  private void streamed(Model model, int firstByteMillis) {
    latencies.ended(
        Ends.success(
            model, Duration.ofMinutes(1), Optional.of(Duration.ofMillis(firstByteMillis))));
  }

  @Test
  void ratesByTheRatioToTheFastest() {
    took(FAST, 100);
    took(SLOW, 400);

    assertThat(Rated.scores(policy, Rated.request(1), SLOW, FAST)).containsExactly(0.25, 1.0);
  }

  @Test
  void ratesAModelWithoutSamplesBestSoThatItGetsThem() {
    took(FAST, 100);

    assertThat(Rated.scores(policy, Rated.request(1), SLOW, FAST)).containsExactly(1.0, 1.0);
  }

  @Test
  void learnsNothingFromWhatPassesThrough() {
    took(SLOW, 400);
    took(FAST, 100);
    latencies.ended(Ends.passedThrough(SLOW, Duration.ofMillis(1)));

    assertThat(Rated.scores(policy, Rated.request(1), SLOW, FAST)).containsExactly(0.25, 1.0);
  }

  @Test
  void learnsThatAModelIsSlowFromHowLongItHadWhenAnotherWasFaster() {
    took(FAST, 100);
    took(SLOW, 100);
    overtaken(SLOW, 700);

    assertThat(Rated.scores(policy, Rated.request(1), SLOW, FAST)).containsExactly(0.25, 1.0);
  }

  @Test
  void learnsNothingFromAnotherBeingFasterIfAModelIsKnownToBeSlower() {
    took(FAST, 100);
    took(SLOW, 400);
    overtaken(SLOW, 200);

    assertThat(Rated.scores(policy, Rated.request(1), SLOW, FAST)).containsExactly(0.25, 1.0);
  }

  private void overtaken(Model model, int millis) {
    AttemptEnd success = Ends.success(model, Duration.ofMillis(millis), Optional.empty());
    latencies.ended(
        new AttemptEnd(model, "", Ending.OVERTAKEN, success.record(), Optional.empty()));
  }

  @Test
  void comparesModelsFromAsManySamplesOnAsItIsTold() {
    RoutingPolicy patient = policy("{\"minSamples\":3}");
    for (int i = 0; i < 3; i++) {
      took(FAST, 100);
    }
    took(SLOW, 400);
    took(SLOW, 400);
    assertThat(Rated.scores(patient, Rated.request(1), SLOW, FAST)).containsExactly(1.0, 1.0);

    took(SLOW, 400);

    assertThat(Rated.scores(patient, Rated.request(1), SLOW, FAST)).containsExactly(0.25, 1.0);
  }

  @Test
  void doesNotCountWhatIsOlderThanTheWindow() {
    took(FAST, 100);
    took(SLOW, 400);
    now.addAndGet(Duration.ofMinutes(20).toNanos() - 1);
    assertThat(Rated.scores(policy, Rated.request(1), SLOW, FAST)).containsExactly(0.25, 1.0);

    now.addAndGet(1);

    assertThat(Rated.scores(policy, Rated.request(1), SLOW, FAST)).containsExactly(1.0, 1.0);
  }

  @Test
  void takesAnotherWindowAndRemembersAnHourAtMost() {
    RoutingPolicy brief = policy("{\"windowMinutes\":1}");
    RoutingPolicy thorough = policy("{\"windowMinutes\":60}");
    took(FAST, 100);
    took(SLOW, 400);
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(Rated.scores(brief, Rated.request(1), SLOW)).containsExactly(1.0);
    assertThat(Rated.scores(brief, Rated.request(1), SLOW, FAST)).containsExactly(1.0, 1.0);

    now.addAndGet(Duration.ofMinutes(59).toNanos() - 1);
    assertThat(Rated.scores(thorough, Rated.request(1), SLOW, FAST)).containsExactly(0.25, 1.0);
    now.addAndGet(1);
    took(SLOW, 100);
    took(FAST, 50);

    assertThat(Rated.scores(thorough, Rated.request(1), SLOW, FAST)).containsExactly(0.5, 1.0);
  }

  @Test
  void comparesStreamsByTheirFirstByteAndApartFromOthers() {
    for (int i = 0; i < 3; i++) {
      took(FAST, 100);
      took(SLOW, 400);
      streamed(FAST, 500);
      streamed(SLOW, 250);
    }

    assertThat(Rated.scores(policy, Rated.streamed(), SLOW, FAST)).containsExactly(1.0, 0.5);
  }

  @Test
  void countsASampleHalfAfterAHalfLife() {
    for (int i = 0; i < 3; i++) {
      took(FAST, 100);
      took(SLOW, 100);
    }
    now.addAndGet(Duration.ofMinutes(5).toNanos());
    took(SLOW, 350);

    // 3 x 100 count half, 350 counts whole: (150 + 350) / 2.5 = 200
    assertThat(Rated.scores(policy, Rated.request(1), SLOW, FAST).get(0))
        .isCloseTo(0.5, within(1e-9));
  }

  @Test
  void tellsTheSameWhateverWasAskedBefore() {
    RoutingPolicy brief = policy("{\"windowMinutes\":1}");
    took(FAST, 100);
    took(SLOW, 400);
    now.addAndGet(Duration.ofMinutes(5).toNanos());
    took(SLOW, 100);

    // 400 counts half, 100 counts whole: 300 / 1.5 = 200
    assertThat(Rated.scores(policy, Rated.request(1), SLOW, FAST)).containsExactly(0.5, 1.0);
    assertThat(Rated.scores(brief, Rated.request(1), SLOW, FAST)).containsExactly(1.0, 1.0);
    took(SLOW, 450);
    assertThat(Rated.scores(policy, Rated.request(1), SLOW, FAST).get(0))
        .isCloseTo(100 / (750 / 2.5), within(1e-9));
  }
}
