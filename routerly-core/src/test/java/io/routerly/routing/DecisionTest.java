package io.routerly.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static Optional<Duration> passesIn(Exclusion... exclusions) {
    return Decision.of(List.of(), List.of(), List.of(exclusions)).passesIn();
  }

  private static Exclusion passing(String modelId, String by, int seconds) {
    return new Exclusion(modelId, by, "it is busy", Optional.of(Duration.ofSeconds(seconds)));
  }

  private static Exclusion lasting(String modelId) {
    return new Exclusion(modelId, "capability", "it cannot see");
  }

  @Test
  void isFreeWhenTheLastObstacleOfTheFirstModelIsGone() {
    assertThat(
            passesIn(
                passing("a", "rate-limit", 10),
                passing("b", "rate-limit", 30),
                passing("a", "rest", 60)))
        .hasValue(Duration.ofSeconds(30));
  }

  @Test
  void isNotFreeWhileAnObstacleLasts() {
    assertThat(passesIn(lasting("a"), passing("a", "rate-limit", 60))).isEmpty();
    assertThat(passesIn(passing("a", "rate-limit", 60), lasting("a"))).isEmpty();
    assertThat(passesIn(passing("a", "rate-limit", 60), lasting("a"), passing("b", "x", 90)))
        .hasValue(Duration.ofSeconds(90));
    assertThat(passesIn()).isEmpty();
  }
}
