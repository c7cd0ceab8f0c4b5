package io.routerly.accounting;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.Model;
import io.routerly.domain.Money;
import io.routerly.domain.PriceCard;
import io.routerly.domain.UsageRecord.Cost;
import java.util.Optional;

/** Reckons what a call costs, exactly. */
public final class Prices {

  private Prices() {}

  /** Returns the cost of {@code usage}, or empty for a model without prices. */
  public static Optional<Cost> costOf(Model model, TokenUsage usage) {
    return PriceCard.of(model, usage.inputTokens()).map(card -> cost(card, usage));
  }

  private static Cost cost(PriceCard card, TokenUsage usage) {
    long oneHour = usage.cacheWriteOneHourTokens();
    long uncached = usage.inputTokens() - usage.cacheReadTokens() - usage.cacheWriteTokens();
    Money writes =
        Money.ofTokens(usage.cacheWriteTokens() - oneHour, card.cacheWrite())
            .plus(Money.ofTokens(oneHour, card.cacheWriteOneHour()));
    return new Cost(
        Money.ofTokens(uncached, card.input()),
        Money.ofTokens(usage.cacheReadTokens(), card.cacheRead()),
        writes,
        Money.ofTokens(usage.outputTokens(), card.output()),
        card);
  }
}
