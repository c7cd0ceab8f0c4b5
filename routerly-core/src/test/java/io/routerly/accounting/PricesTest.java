package io.routerly.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.Model;
import io.routerly.domain.PricingTier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {
  @Test
  void addsUpThePartsExactly() {
    // 500 uncached x 0.003 + 300 read x 0.0003 + 200 written x 0.00375 + 50 x 0.015, per thousand
    TokenUsage usage = new TokenUsage(1000, 300, 200, 0, 50, 0);

    assertThat(cost(model("anthropic", "0.003", "0.015", "0.0003"), usage))
        .isEqualByComparingTo("0.00309");
  }

  @Test
  void pricesCacheWritesForAnHourHigherAtAnthropic() {
    TokenUsage usage = new TokenUsage(1000, 0, 1000, 400, 0, 0);

    // 600 x 1.25 + 400 x 2
    assertThat(cost(model("anthropic", "1", "1", "0.1"), usage)).isEqualByComparingTo("1.55");
    assertThat(cost(model("openai", "1", "1", "0.1"), usage)).isEqualByComparingTo("1");
  }

  @Test
  void takesTheHighestTierThatIsStrictlyExceeded() {
    Model tiered = tiered();

    assertThat(cost(tiered, new TokenUsage(1000, 0, 0, 0, 0, 0))).isEqualByComparingTo("1");
    assertThat(cost(tiered, new TokenUsage(1001, 0, 0, 0, 0, 0))).isEqualByComparingTo("2.002");
    assertThat(cost(tiered, new TokenUsage(3000, 0, 0, 0, 1000, 0))).isEqualByComparingTo("14");
  }

  @Test
  void pricesCacheWritesByTheTierOrElseByItsInputPrice() {
    Model tiered = tiered();

    assertThat(cost(tiered, new TokenUsage(2000, 0, 1000, 0, 0, 0))).isEqualByComparingTo("4");
    assertThat(cost(tiered, new TokenUsage(3000, 0, 1000, 0, 0, 0))).isEqualByComparingTo("13");
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "ollama"})
  void knowsNoCostOfAModelWithoutPrices(String provider) {
    Model unpriced =
        model(provider, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    assertThat(Prices.costOf(unpriced, new TokenUsage(1, 0, 0, 0, 1, 0))).isEmpty();
  }

  private static BigDecimal cost(Model model, TokenUsage usage) {
    return Prices.costOf(model, usage).orElseThrow().total().usd();
  }

  private static Model tiered() {
    return model(
        "openai",
        Optional.of(BigDecimal.ONE),
        Optional.of(BigDecimal.valueOf(2)),
        Optional.empty(),
        List.of(
            tier(1000, "2", Optional.empty()), tier(2000, "4", Optional.of(new BigDecimal("5")))));
  }

  private static PricingTier tier(long above, String input, Optional<BigDecimal> cacheWrite) {
    return new PricingTier(
        above, Optional.of(new BigDecimal(input)), Optional.empty(), Optional.empty(), cacheWrite);
  }

  private static Model model(String provider, String input, String output, String cache) {
    return model(
        provider,
        Optional.of(new BigDecimal(input)),
        Optional.of(new BigDecimal(output)),
        Optional.of(new BigDecimal(cache)),
        List.of());
  }

  private static Model model(
      String provider,
      Optional<BigDecimal> input,
      Optional<BigDecimal> output,
      Optional<BigDecimal> cache,
      List<PricingTier> tiers) {
    return new Model(
        "m",
        provider,
        Optional.empty(),
        input,
        output,
        cache,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        tiers,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
