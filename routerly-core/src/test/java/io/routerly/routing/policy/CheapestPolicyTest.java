package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.health.Ends;
import io.routerly.health.OutputSizes;
import io.routerly.routing.RoutingPolicy;
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

  /** Has models answered this many times, with answers of this many tokens. */
  private void answered(Model model, int times, long tokens) {
    for (int i = 0; i < times; i++) {
      sizes.ended(Ends.answer(model, tokens));
    }
  }

  @Test
  void expectsAnswersOfTheSizeThatTheModelsOwnRecentlyHad() {
    Model brief = Models.priced("brief", "0", "0.002");
    Model lengthy = Models.priced("lengthy", "0", "0.002");

    answered(brief, 990, 100);
    answered(lengthy, 990, 300);

    // All had 200 on average, which counts as ten answers of each: 101 and 299.
    assertThat(Rated.scores(policy, Rated.request(0), brief, lengthy))
        .containsExactly(1.0, 101.0 / 299);
  }

  @Test
  void expectsOfAModelThatNeverAnsweredWhatTheOthersAnswer() {
    answered(DEAR, 100, 5);

    assertThat(Rated.scores(policy, Rated.request(0), DEAR, CHEAP)).containsExactly(0.25, 1.0);
  }

  @Test
  void takesTheAnswersOfTheCandidatesAloneForWhatAnswersAreLike() {
    // For 100 tokens of input and 100 of output, of which that of another model tells nothing.
    Model input = Models.priced("input", "0.002", "0");
    Model output = Models.priced("output", "0", "0.001");
    answered(DEAR, 100, 5);

    assertThat(Rated.scores(policy, Rated.request(100), input, output)).containsExactly(0.5, 1.0);
  }

  @Test
  void isNotPutOffByOneLongAnswer() {
    answered(DEAR, 500, 50);
    answered(CHEAP, 1, 500);

    // 50.9 are usual; ten of those and the long one make 92 on average.
    assertThat(Rated.scores(policy, Rated.request(0), DEAR, CHEAP))
        .containsExactly(92 * 0.002 / (50 * 0.008), 1.0);
  }

  @Test
  void expectsNoMoreThanTheClientsMaximum() {
    Model input = Models.priced("input", "0.001", "0");
    Model output = Models.priced("output", "0", "0.001");

    assertThat(Rated.scores(policy, Rated.request(10, OptionalLong.of(5)), input, output))
        .containsExactly(0.5, 1.0);
  }
}
