package io.routerly.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Models;
import io.routerly.routing.Contexts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearntTest {
  private static final String PROJECT = Contexts.any().project().id();
  private static final Duration HOUR = Duration.ofHours(1);

  private final Learnt learnt = Learnt.nothing(() -> 0, model -> List.of(""));

  private void learn(String modelId) {
    learnt.traffic().began(Models.named(modelId), Contexts.any().project());
    learnt.ended(Ends.success(Models.named(modelId), Duration.ofSeconds(1), Optional.empty()));
    learnt.ended(Ends.of(modelId, Ending.RATE_LIMITED, Optional.of(Duration.ofSeconds(9))));
    learnt.ended(Ends.of(modelId, Ending.FAILURE, Optional.empty()));
    learnt.askRests().ended(Ends.of(modelId, Ending.RATE_LIMITED, Optional.empty()));
  }

  private double errorRate(String modelId) {
    return learnt.health().of(modelId).errorRate(new Smoothing(HOUR, HOUR, 1));
  }

  private OptionalDouble latency(String modelId) {
    return learnt.latencies().mean(modelId, false, new Recency(HOUR, HOUR), 1);
  }

  @Test
  void keepsWhatWasLearntOfModelsThatThereAreAndForgetsTheOthers() {
    learn("a");
    learn("b");

    learnt.keepOnly(Set.of(PROJECT), Set.of("b"));

    assertThat(learnt.traffic().calls("a", HOUR)).isZero();
    assertThat(learnt.traffic().callsOf(PROJECT, "a", 60)).isZero();
    assertThat(learnt.outputSizes().mean("a")).isEmpty();
    assertThat(learnt.cooldowns().of(Models.named("a"))).isEmpty();
    assertThat(learnt.askRests().of(Models.named("a"))).isEmpty();
    assertThat(errorRate("a")).isZero();
    assertThat(latency("a")).isEmpty();
    assertThat(learnt.traffic().calls("b", HOUR)).isEqualTo(1);
    assertThat(learnt.traffic().callsOf(PROJECT, "b", 60)).isEqualTo(1);
    assertThat(learnt.outputSizes().mean("b")).isPresent();
    assertThat(learnt.cooldowns().of(Models.named("b"))).isPresent();
    assertThat(learnt.askRests().of(Models.named("b"))).isPresent();
    assertThat(errorRate("b")).isPositive();
    assertThat(latency("b")).hasValue(1000);
  }

  @Test
  void forgetsWhatAProjectHadThatIsGone() {
    learn("a");

    learnt.keepOnly(Set.of("proj_other"), Set.of("a"));

    assertThat(learnt.traffic().callsOf(PROJECT, "a", 60)).isZero();
    assertThat(learnt.traffic().calls("a", HOUR)).isEqualTo(1);
  }
}
