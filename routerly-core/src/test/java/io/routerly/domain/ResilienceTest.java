package io.routerly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResilienceTest {
  private static Resilience hedging(int afterMs) {
    return new Resilience(10_000, Stickiness.AUTO, Optional.of(afterMs));
  }

  @Test
  void hedgesNothingUnlessTold() {
    assertThat(Resilience.DEFAULT.hedgeAfterMs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9_999})
  void aHedgeBeginsWithinTheTimeForAllAttempts(int afterMs) {
    assertThat(hedging(afterMs).hedgeAfterMs()).contains(afterMs);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_000, Integer.MAX_VALUE})
  void aHedgeThatCouldNotBeginInTimeIsRefused(int afterMs) {
    assertThatThrownBy(() -> hedging(afterMs))
        .isInstanceOfSatisfying(
            InvalidFieldException.class,
            refused -> assertThat(refused.field()).isEqualTo("hedgeAfterMs"))
        .hasMessageContaining("from 1 to less than totalTimeoutMs, which is 10000");
  }
}
