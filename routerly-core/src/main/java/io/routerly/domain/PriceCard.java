package io.routerly.domain;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one request costs, in US dollars per 1,000 tokens; tiers and defaults are already applied.
 *
 * @param input price of uncached prompt tokens
 * @param cacheRead price of prompt tokens read from the provider's cache
 * @param cacheWrite price of prompt tokens written to the cache for five minutes
 * @param cacheWriteOneHour price of prompt tokens written to the cache for an hour
 * @param output price of completion tokens, reasoning included
 */
public record PriceCard(
    BigDecimal input,
    BigDecimal cacheRead,
    BigDecimal cacheWrite,
    BigDecimal cacheWriteOneHour,
    BigDecimal output) {
  /** Prices of zero. */
  public static final PriceCard FREE =
      new PriceCard(
          BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  private static final BigDecimal ANTHROPIC_WRITE = new BigDecimal("1.25");
  private static final BigDecimal ANTHROPIC_WRITE_ONE_HOUR = new BigDecimal("2");
  private static final BigDecimal ONE_HOUR_OVER_FIVE_MINUTES = new BigDecimal("1.6");

  /**
   * Returns the prices that hold for a request of that many input tokens, or empty for a model
   * without prices. What costs nothing, such as a model at home, has prices of 0.
   *
   * <p>Without a price of their own, cache reads cost as input. Cache writes cost as input, at
   * Anthropic 1.25 times as much for five minutes and twice as much for an hour.
   *
   * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching">Anthropic's
   *     cache prices</a>
   */
  public static Optional<PriceCard> of(Model model, long inputTokens) {
    if (model.inputPrice().isEmpty() || model.outputPrice().isEmpty()) {
      return Optional.empty();
    }
    Optional<PricingTier> tier = tier(model, inputTokens);
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

  /** Returns the highest tier that holds; a loop, since each decision asks for all candidates. */
  private static Optional<PricingTier> tier(Model model, long inputTokens) {
    Optional<PricingTier> highest = Optional.empty();
    for (PricingTier tier : model.pricingTiers()) {
      if (inputTokens > tier.above()
          && (highest.isEmpty() || tier.above() > highest.get().above())) {
        highest = Optional.of(tier);
      }
    }
    return highest;
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
