package io.routerly.routing.policy;

import io.routerly.domain.Model;
import io.routerly.domain.PriceCard;
import io.routerly.health.OutputSizes;
import io.routerly.routing.Candidate;
import io.routerly.routing.RoutingContext.Demand;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a request is expected to take of one of several models: its prompt without any cache, and an
 * answer of the usual size, though no longer than the client's maximum.
 *
 * <p>The usual size is the mean of the model's own answers and of {@value #BORROWED} more, which
 * are taken to be as long as those of all candidates together. So a model that never answered is
 * compared by its price and not by a guess, one long answer does not put a model off, and after a
 * hundred answers of its own hardly anything else counts.
 *
 * @param sizes how long the models' answers recently were
 * @param common tokens of an answer of the candidates together
 */
record ExpectedUse(OutputSizes sizes, double common) {
  private static final int BORROWED = 10;
  private static final int PRICED_TOKENS = 1000;

  /**
   * Returns what is expected of these candidates.
   *
   * @param otherwise tokens of an answer where none of them has answered yet
   */
  static ExpectedUse among(List<Candidate> candidates, OutputSizes sizes, int otherwise) {
    double answers = 0;
    double tokens = 0;
    for (Candidate candidate : candidates) {
      OutputSizes.Seen seen = sizes.seen(candidate.model().id());
      answers += seen.answers();
      tokens += seen.tokens();
    }
    return new ExpectedUse(sizes, answers == 0 ? otherwise : tokens / answers);
  }

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
    OutputSizes.Seen own = sizes.seen(model.id());
    double usual = (own.tokens() + BORROWED * common) / (own.answers() + BORROWED);
    return Math.min(Math.round(usual), demand.maxOutputTokens().orElse(Long.MAX_VALUE));
  }
}
