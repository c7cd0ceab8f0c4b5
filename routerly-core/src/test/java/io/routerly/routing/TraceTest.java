package io.routerly.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.PolicySpec;
import io.routerly.routing.Trace.Attempt;
import io.routerly.routing.Trace.Weight;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TraceTest {
  @Test
  void keepsTheBeginningOfALongMessage() {
    Attempt attempt = Attempt.passedOver("gpt-5", 3, "a" + "b".repeat(1_000_000));

    assertThat(attempt.message()).hasSize(500).startsWith("ab");
  }

  @Test
  void keepsAShortMessageWhole() {
    assertThat(Attempt.passedOver("gpt-5", 3, "b".repeat(500)).message()).hasSize(500);
  }

  @Test
  void weighsPoliciesByTheirPlace() {
    assertThat(Weight.of(List.of(PolicySpec.of("health"), PolicySpec.of("random"))))
        .containsExactly(new Weight("health", 2), new Weight("random", 1));
  }
}
