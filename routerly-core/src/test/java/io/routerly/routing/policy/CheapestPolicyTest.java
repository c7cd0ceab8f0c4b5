package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.health.Ends;
import io.routerly.health.OutputSizes;
import io.routerly.routing.RoutingPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CheapestPolicyTest {
  private static final Model CHEAP = Models.priced("cheap", "0.001", "0.002");
  private static final Model DEAR = Models.priced("dear", "0.004", "0.008");

  private final OutputSizes sizes = new OutputSizes();
  private final RoutingPolicy policy =
      CheapestPolicy.factory(sizes).create(Rated.spec("cheapest", "{\"outputTokens\":100}"));

  @Test
  void ratesByTheRatioToTheCheapest() {
    assertThat(Rated.scores(policy, Rated.request(1000), DEAR, CHEAP)).containsExactly(0.25, 1.0);
  }

  @Test
  void ratesFreeModelsBestAndOthersAtAHalfAtMost() {
    Model free = Models.priced("free", "0", "0");

    assertThat(Rated.scores(policy, Rated.request(1000), DEAR, free, CHEAP))
        .containsExactly(0.125, 1.0, 0.5);
  }

  @Test
  void ratesAModelWithoutPricesWorst() {
    assertThat(Rated.scores(policy, Rated.request(1000), Models.named("unknown"), CHEAP))
        .containsExactly(0.0, 1.0);
  }

  @Test
  void preferNoneAmongFreeOnes() {
    Model free = Models.priced("free", "0", "0");

    assertThat(Rated.scores(policy, Rated.request(0), free, free)).containsExactly(1.0, 1.0);
  }

  @Test
  void expectsAnAnswerOfTheSizeThatTheModelsAnswersRecentlyHad() {
    // Both cost 0.0002 for 100 tokens of output, until one is seen to need but 50.
    Model brief = Models.priced("brief", "0", "0.002");
    Model lengthy = Models.priced("lengthy", "0", "0.002");
    assertThat(Rated.scores(policy, Rated.request(0), brief, lengthy)).containsExactly(1.0, 1.0);

    sizes.ended(Ends.success(brief, Duration.ofMillis(5), Optional.empty()));

    assertThat(Rated.scores(policy, Rated.request(0), brief, lengthy)).containsExactly(1.0, 0.5);
  }

  @Test
  void expectsNoMoreThanTheClientsMaximum() {
    Model input = Models.priced("input", "0.001", "0");
    Model output = Models.priced("output", "0", "0.001");

    assertThat(Rated.scores(policy, Rated.request(10, OptionalLong.of(5)), input, output))
        .containsExactly(0.5, 1.0);
  }
}
