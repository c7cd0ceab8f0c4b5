package io.routerly.domain;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Prices for requests with many prompt tokens, in US dollars per 1,000 tokens.
 *
 * @param above the tier holds for requests with strictly more input tokens than this
 * @param inputPrice price of uncached prompt tokens; absent: the base price
 * @param outputPrice price of completion tokens; absent: the base price
 * @param cachePrice price of prompt tokens read from the cache; absent: the base price
 * @param cacheWritePrice price of prompt tokens written to the cache; absent: the base price
 */
public record PricingTier(
    long above,
    Optional<BigDecimal> inputPrice,
    Optional<BigDecimal> outputPrice,
    Optional<BigDecimal> cachePrice,
    Optional<BigDecimal> cacheWritePrice) {
  public PricingTier {
    Checks.inRange(above, 0, Long.MAX_VALUE, "above");
    Checks.notNegative(inputPrice, "inputPrice");
    Checks.notNegative(outputPrice, "outputPrice");
    Checks.notNegative(cachePrice, "cachePrice");
    Checks.notNegative(cacheWritePrice, "cacheWritePrice");
  }
}
