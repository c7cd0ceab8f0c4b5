package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Conversation;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.CallType;
import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.health.Ends;
import io.routerly.health.OutputSizes;
import io.routerly.routing.Contexts;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetRemainingPolicyTest {
  private static final Model CHEAP = Models.priced("cheap", "0.001", "0.002");
  private static final Model DEAR = Models.priced("dear", "0.004", "0.008");

  private final OutputSizes sizes = new OutputSizes();
  private final RoutingPolicy policy =
      BudgetRemainingPolicy.factory(sizes)
          .create(Rated.spec("budget-remaining", "{\"outputTokens\":500}"));

  /** A budget of which nothing is used. */
  private static Headroom left(BudgetMetric metric, String limit) {
    return left(metric, limit, limit);
  }

  private static Headroom left(BudgetMetric metric, String limit, String remaining) {
    return new Headroom(metric, new BigDecimal(limit), new BigDecimal(remaining));
  }

  /** A request of 1,000 tokens: 0.002 US dollars with the cheap model, and 0.008 with the dear. */
  private static RoutingContext request(Headroom... left) {
    return Contexts.with(
        new RoutingContext.Demand(
            CallType.CHAT, false, 1000, OptionalLong.empty(), Conversation.UNKNOWN),
        List.of(left));
  }

  private Verdict verdict(Model model, Headroom... left) {
    return policy.rate(request(left), Rated.candidates(model)).get(0);
  }

  @Test
  void prefersNoneWithoutBudgets() {
    assertThat(Rated.scores(policy, request(), CHEAP, DEAR)).containsExactly(1.0, 1.0);
  }

  @Test
  void ratesByTheShareThatIsGoingToBeLeft() {
    assertThat(Rated.scores(policy, request(left(BudgetMetric.COST, "0.016")), CHEAP, DEAR))
        .containsExactly(0.875, 0.5);
    assertThat(Rated.scores(policy, request(left(BudgetMetric.COST, "32", "18.008")), CHEAP, DEAR))
        .containsExactly(0.5626875, 0.5625);
  }

  @Test
  void goesByTheTightestOfAllBudgets() {
    assertThat(
            Rated.scores(
                policy,
                request(
                    left(BudgetMetric.COST, "16"),
                    left(BudgetMetric.TOTAL_TOKENS, "6000"),
                    left(BudgetMetric.CALLS, "100")),
                CHEAP))
        .containsExactly(0.75);
  }

  @Test
  void leavesOutWhatIsExpectedToCostMoreThanIsLeft() {
    Headroom little = left(BudgetMetric.COST, "0.005");

    assertThat(verdict(CHEAP, little)).isEqualTo(new Verdict.Score(0.6));
    assertThat(verdict(DEAR, little))
        .isEqualTo(
            new Verdict.Exclude(
                "the request is expected to take 0.008000 of a budget on cost, of which 0.005 is"
                    + " left"));
  }

  @ParameterizedTest
  @CsvSource({
    "CALLS, 0",
    "INPUT_TOKENS, 999",
    "OUTPUT_TOKENS, 499",
    "TOTAL_TOKENS, 1499",
    "COST, 0"
  })
  void leavesOutWhatDoesNotFitInWhateverIsCounted(BudgetMetric metric, String remaining) {
    assertThat(verdict(CHEAP, left(metric, remaining))).isInstanceOf(Verdict.Exclude.class);
  }

  @ParameterizedTest
  @CsvSource({
    "CALLS, 1",
    "INPUT_TOKENS, 1000",
    "OUTPUT_TOKENS, 500",
    "TOTAL_TOKENS, 1500",
    "COST, 0.002"
  })
  void ratesNothingWhatWouldTakeAllThatIsLeft(BudgetMetric metric, String remaining) {
    assertThat(verdict(CHEAP, left(metric, remaining))).isEqualTo(new Verdict.Score(0));
  }

  @Test
  void ratesFreeModelsBestEvenWhenNoMoneyIsLeft() {
    assertThat(verdict(Models.priced("free", "0", "0"), left(BudgetMetric.COST, "0")))
        .isEqualTo(new Verdict.Score(1));
  }

  @Test
  void looksOnlyAtTheTokensOfAModelWithoutPrices() {
    assertThat(
            verdict(
                Models.named("unpriced"),
                left(BudgetMetric.COST, "0.000001"),
                left(BudgetMetric.OUTPUT_TOKENS, "1000")))
        .isEqualTo(new Verdict.Score(0.5));
  }

  @Test
  void expectsAnAnswerOfTheSizeThatTheModelsAnswersRecentlyHad() {
    sizes.ended(Ends.success(CHEAP, Duration.ofSeconds(1), Optional.empty()));

    assertThat(verdict(CHEAP, left(BudgetMetric.OUTPUT_TOKENS, "100")))
        .isEqualTo(new Verdict.Score(0.5));
  }
}
