package io.routerly.standalone;

import io.routerly.testkit.script.TokenCounts;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** The models of the {@link Shop}, their prices with awkward decimals, and what they come to. */
enum Goods {
  TIERED("0.00123457", "0.0098765432", Optional.of("0.000000333")),
  CACHED("0.003000007", "0.0150000011", Optional.empty()),
  UNPRICED("0", "0", Optional.empty());

  private static final int TIER_ABOVE = 2000;
  private static final String TIER_INPUT = "0.00333333333";
  private static final String TIER_OUTPUT = "0.0111111111";
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private final String input;
  private final String output;
  private final Optional<String> cache;

  Goods(String input, String output, Optional<String> cache) {
    this.input = input;
    this.output = output;
    this.cache = cache;
  }

  /** Returns the model's id. */
  String id() {
    return "shop/" + name().toLowerCase(Locale.ROOT);
  }

  static Goods ofId(String id) {
    for (Goods goods : values()) {
      if (goods.id().equals(id)) {
        return goods;
      }
    }
    throw new AssertionError("no such model: " + id);
  }

  /** Returns the model's record. */
  String json(String openAi, String anthropic) {
    String prices =
        switch (this) {
          case TIERED ->
              ",\"inputPrice\":%s,\"outputPrice\":%s,\"cachePrice\":%s,\"pricingTiers\":[{\"above\":%d,\"inputPrice\":%s,\"outputPrice\":%s}]"
                  .formatted(
                      input, output, cache.orElseThrow(), TIER_ABOVE, TIER_INPUT, TIER_OUTPUT);
          case CACHED -> ",\"inputPrice\":%s,\"outputPrice\":%s".formatted(input, output);
          case UNPRICED -> "";
        };
    boolean atAnthropic = this == CACHED;
    return "{\"id\":\"%s\",\"provider\":\"%s\",\"upstreamModel\":\"%s\",\"apiKey\":\"env:%s\",\"baseUrl\":\"%s\"%s}"
        .formatted(
            id(),
            atAnthropic ? "anthropic" : "openai",
            upstreamModel(),
            atAnthropic ? "CLAUDE_API_KEY" : "GPT_API_KEY",
            atAnthropic ? anthropic : openAi,
            prices);
  }

  /** Of a model that is well known, the price would be too. */
  private String upstreamModel() {
    return switch (this) {
      case TIERED -> "gpt-5-mini";
      case CACHED -> "claude-haiku-4-5";
      case UNPRICED -> "of-our-own";
    };
  }

  /** Returns what an answer of those tokens comes to; only Anthropic's API tells cache writes. */
  Amount priceOf(TokenCounts tokens) {
    BigDecimal cost =
        switch (this) {
          case TIERED -> tiered(tokens);
          case CACHED -> cached(tokens);
          case UNPRICED -> BigDecimal.ZERO;
        };
    return new Amount(1, tokens.input(), tokens.output(), cost, this == UNPRICED ? 1 : 0);
  }

  private BigDecimal tiered(TokenCounts tokens) {
    boolean above = tokens.input() > TIER_ABOVE;
    return times(tokens.input() - tokens.cacheRead(), above ? TIER_INPUT : input)
        .add(times(tokens.cacheRead(), cache.orElseThrow()))
        .add(times(tokens.output(), above ? TIER_OUTPUT : output));
  }

  private BigDecimal cached(TokenCounts tokens) {
    BigDecimal price = new BigDecimal(input);
    return times(tokens.uncachedInput() + tokens.cacheRead(), input)
        .add(times(tokens.cacheWrite5m(), price.multiply(new BigDecimal("1.25")).toString()))
        .add(times(tokens.cacheWrite1h(), price.multiply(new BigDecimal("2")).toString()))
        .add(times(tokens.output(), output));
  }

  private static BigDecimal times(long tokens, String price) {
    return new BigDecimal(price).multiply(BigDecimal.valueOf(tokens)).divide(THOUSAND);
  }
}
