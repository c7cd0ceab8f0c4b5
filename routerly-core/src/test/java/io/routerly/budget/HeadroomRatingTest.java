package io.routerly.budget;

import static io.routerly.budget.Till.budget;
import static io.routerly.domain.BudgetMetric.CALLS;
import static io.routerly.domain.BudgetMetric.COST;
import static io.routerly.domain.BudgetMetric.OUTPUT_TOKENS;
import static io.routerly.domain.BudgetMetric.TOTAL_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.routerly.chat.Conversation;
import io.routerly.domain.CallType;
import io.routerly.domain.Model;
import io.routerly.domain.OnExhausted;
import io.routerly.health.OutputSizes;
import io.routerly.routing.Candidate;
import io.routerly.routing.Contexts;
import io.routerly.routing.RoutingContext.Demand;
import io.routerly.routing.Verdict;
import io.routerly.routing.policy.BudgetRemainingPolicy;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the policy {@code budget-remaining} makes of budgets that are enforced. */
class HeadroomRatingTest {
  /** As {@link Till#ESTIMATE}: 100 tokens of prompt and 50 of the answer. */
  private static final Demand DEMAND =
      new Demand(CallType.CHAT, false, 100, OptionalLong.of(50), Conversation.UNKNOWN);

  private final Till till = new Till();
  private final BudgetRemainingPolicy policy = new BudgetRemainingPolicy(new OutputSizes(), 500);

  /** Rates a model for a call that is admitted just now. */
  private double rate(Model model) {
    Reservation reservation = till.ask().orElseThrow().reservation();
    try {
      List<Verdict> verdicts =
          policy.rate(
              Contexts.with(DEMAND, reservation.headroom()), List.of(new Candidate(model, 0)));
      return ((Verdict.Score) verdicts.get(0)).value();
    } finally {
      reservation.end();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // of 10 calls 1 is used, of the output tokens 50, of all tokens 150
    "10, 1000, 400, 0.25",
    "10, 1000, 10000, 0.8",
    "100, 200, 10000, 0.5",
    "2, 100, 300, 0"
  })
  void goesByTheLeastHeadroomOfTheBudgetsOfAllLevels(
      String calls, String output, String total, double expected) {
    till.configure(
        List.of(budget(CALLS, calls, "daily")),
        List.of(budget(OUTPUT_TOKENS, output, "hour")),
        List.of(budget(TOTAL_TOKENS, total, "monthly")));
    till.succeed(till.ask().orElseThrow(), 100, 50);

    assertThat(rate(Till.MODEL)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void leavesTheLastCallOfABudgetToWhoeverAsks() {
    till.configure(List.of(), List.of(budget(CALLS, "1", "daily")), List.of());

    assertThat(rate(Till.MODEL)).isCloseTo(0.0, within(1e-9));
  }

  @Test
  void seesWhatOtherCallsHold() {
    till.configure(List.of(), List.of(budget(CALLS, "4", "daily")), List.of());
    Till.Call other = till.ask().orElseThrow();

    assertThat(rate(Till.MODEL)).isCloseTo(0.5, within(1e-9));
    other.reservation().end();
    assertThat(rate(Till.MODEL)).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void looksAtNoBudgetThatOnlyWarns() {
    till.configure(
        List.of(budget(CALLS, "1", "daily", OnExhausted.WARN)),
        List.of(budget(CALLS, "4", "daily")),
        List.of());

    assertThat(rate(Till.MODEL)).isCloseTo(0.75, within(1e-9));
  }

  /** The call of the paid model costs 0.0002 US dollars, and so did the one before. */
  @Test
  void prefersTheFreeModelMoreTheLessMoneyIsLeft() {
    till.configure(List.of(), List.of(budget(COST, "0.0008", "daily")), List.of());
    assertThat(rate(Till.MODEL)).isCloseTo(0.75, within(1e-9));
    till.succeed(till.ask().orElseThrow(), 100, 50);

    assertThat(rate(Till.MODEL)).isCloseTo(0.5, within(1e-9));
    assertThat(rate(Till.FREE)).isCloseTo(1.0, within(1e-9));
  }
}
