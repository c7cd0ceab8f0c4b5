package io.routerly.domain;

import java.math.BigDecimal;

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
    BigDecimal output) {}
