package io.routerly.accounting;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.Model;
import io.routerly.domain.Money;
import io.routerly.domain.PriceCard;
import io.routerly.domain.PricingTier;
import io.routerly.domain.UsageRecord.Cost;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/**
 * Reckons what a call costs, exactly.
 *
 * <p>Without a price of their own, cache reads cost as input. Cache writes cost as input, at
 * Anthropic 1.25 times as much for five minutes and twice as much for an hour.
 *
 * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching">Anthropic's
 *     cache prices</a>
 */
public final class Prices {
  private static final BigDecimal ANTHROPIC_WRITE = new BigDecimal("1.25");
  private static final BigDecimal ANTHROPIC_WRITE_ONE_HOUR = new BigDecimal("2");
  private static final BigDecimal ONE_HOUR_OVER_FIVE_MINUTES = new BigDecimal("1.6");

  private Prices() {}

  /** Returns the cost of {@code usage}, or empty for a model without prices. */
  public static Optional<Cost> costOf(Model model, TokenUsage usage) {
    return cardOf(model, usage.inputTokens()).map(card -> cost(card, usage));
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

  /** Returns the prices that hold for a request of that many input tokens. */
  static Optional<PriceCard> cardOf(Model model, long inputTokens) {
    if (model.inputPrice().isEmpty() || model.outputPrice().isEmpty()) {
      return Optional.empty();
    }
    Optional<PricingTier> tier =
        model.pricingTiers().stream()
            .filter(candidate -> inputTokens > candidate.above())
            .max(Comparator.comparingLong(PricingTier::above));
    BigDecimal input = tier.flatMap(PricingTier::inputPrice).or(model::inputPrice).orElseThrow();
    BigDecimal output = tier.flatMap(PricingTier::outputPrice).or(model::outputPrice).orElseThrow();
    BigDecimal cacheRead =
        tier.flatMap(PricingTier::cachePrice).or(model::cachePrice).orElse(input);
    Optional<BigDecimal> told =
        tier.flatMap(PricingTier::cacheWritePrice).or(model::cacheWritePrice);
    BigDecimal write = told.orElseGet(() -> usualWrite(model, input));
    BigDecimal writeOneHour =
        told.map(price -> longer(model, price)).orElseGet(() -> usualWriteOneHour(model, input));
    return Optional.of(new PriceCard(input, cacheRead, write, writeOneHour, output));
  }

  private static BigDecimal usualWrite(Model model, BigDecimal input) {
    return isAnthropic(model) ? input.multiply(ANTHROPIC_WRITE) : input;
  }

  private static BigDecimal usualWriteOneHour(Model model, BigDecimal input) {
    return isAnthropic(model) ? input.multiply(ANTHROPIC_WRITE_ONE_HOUR) : input;
  }

  private static BigDecimal longer(Model model, BigDecimal fiveMinutes) {
    return isAnthropic(model) ? fiveMinutes.multiply(ONE_HOUR_OVER_FIVE_MINUTES) : fiveMinutes;
  }

  private static boolean isAnthropic(Model model) {
    return model.provider().equals("anthropic");
  }
}
