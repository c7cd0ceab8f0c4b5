package io.routerly.routing.policy;

import io.routerly.domain.Model;
import io.routerly.domain.PriceCard;
import io.routerly.health.OutputSizes;
import io.routerly.routing.RoutingContext.Demand;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a request is expected to take of a model: its prompt without any cache, and an answer of the
 * usual size, though no longer than the client's maximum.
 *
 * @param sizes how long the models' answers recently were
 * @param otherwise tokens of an answer of a model of which nothing is known
 */
record ExpectedUse(OutputSizes sizes, int otherwise) {
  private static final int PRICED_TOKENS = 1000;

  /** Returns the cost in US dollars, or empty for a model without prices. */
  OptionalDouble cost(Model model, Demand demand) {
    Optional<PriceCard> card = PriceCard.of(model, demand.inputTokens());
    if (card.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        (demand.inputTokens() * card.get().input().doubleValue()
                + outputTokens(model, demand) * card.get().output().doubleValue())
            / PRICED_TOKENS);
  }

  /** Returns the tokens of the answer. */
  long outputTokens(Model model, Demand demand) {
    return sizes.expected(model.id(), demand.maxOutputTokens(), otherwise);
  }
}
