package io.routerly.budget;

import io.routerly.domain.Model;
import io.routerly.domain.Money;
import io.routerly.domain.PriceCard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells what a call is expected to use of a model: its prompt as counted, without any cache, and an
 * answer of the client's maximum, or of what the model recently needed if that is less; as many
 * such answers as the client asks for.
 *
 * @param lengths how long answers recently were
 */
record Forecast(AnswerLengths lengths) {
  /** Tokens of an answer of which nobody says anything. */
  static final long UNKNOWN_ANSWER = 4096;

  /** Returns the expected use; the cost of a model without prices is 0, since none is recorded. */
  Amounts of(Model model, Estimate estimate) {
    long output = outputTokens(model, estimate);
    return new Amounts(
        0, estimate.inputTokens(), output, cost(model, estimate, output).orElse(BigDecimal.ZERO));
  }

  private long outputTokens(Model model, Estimate estimate) {
    long most = estimate.maxOutputTokens().orElse(Long.MAX_VALUE);
    long usual =
        lengths
            .usualMost(model.id())
            .orElse(estimate.maxOutputTokens().isPresent() ? Long.MAX_VALUE : UNKNOWN_ANSWER);
    return estimate.ofAllAnswers(Math.min(most, usual));
  }

  /**
   * Returns the models that are expected to cost least; those without prices are not among them,
   * unless none has prices.
   */
  List<Model> cheapest(List<Model> models, Estimate estimate) {
    BigDecimal least = null;
    List<Model> found = new ArrayList<>();
    for (Model model : models) {
      BigDecimal cost = cost(model, estimate, outputTokens(model, estimate)).orElse(null);
      int order = cost == null ? 1 : least == null ? -1 : cost.compareTo(least);
      if (order < 0) {
        least = cost;
        found.clear();
      }
      if (order <= 0) {
        found.add(model);
      }
    }
    return found.isEmpty() ? models : found;
  }

  /** Returns what a call may cost at most, as far as its client limits the answer. */
  Optional<BigDecimal> mostCost(Model model, Estimate estimate) {
    OptionalLong most = estimate.maxOutputTokens();
    long output =
        most.isPresent() ? estimate.ofAllAnswers(most.getAsLong()) : outputTokens(model, estimate);
    return cost(model, estimate, output);
  }

  private static Optional<BigDecimal> cost(Model model, Estimate estimate, long output) {
    return PriceCard.of(model, estimate.inputTokens())
        .map(
            card ->
                Money.ofTokens(estimate.inputTokens(), card.input())
                    .plus(Money.ofTokens(output, card.output()))
                    .usd());
  }
}
