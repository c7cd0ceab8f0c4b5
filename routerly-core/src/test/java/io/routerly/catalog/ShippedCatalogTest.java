package io.routerly.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.domain.PricingTier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for the data that ships, whenever it was refreshed. */
class ShippedCatalogTest {
  private static final BigDecimal DEAREST = BigDecimal.ONE;

  static List<CatalogModel> models() {
    return Catalog.shipped().models();
  }

  static List<CatalogProvider> providers() {
    return Catalog.shipped().providers();
  }

  @Test
  void saysItsSourcesAndDates() {
    Catalog catalog = Catalog.shipped();

    assertThat(catalog.date()).isAfterOrEqualTo(LocalDate.of(2026, 11, 22));
    assertThat(catalog.sources())
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            source -> {
              assertThat(source.name()).isNotBlank();
              assertThat(source.version()).isNotBlank();
              assertThat(source.licence()).isIn("MIT", "Apache-2.0");
              assertThat(source.published()).isBeforeOrEqualTo(catalog.date());
              assertThat(source.url()).startsWith("https://");
            });
  }

  @Test
  void everyModelCanBecomeOneOfTheConfiguration() {
    assertThat(models()).hasSizeGreaterThan(200).allSatisfy(ShippedCatalogTest::requireValid);
  }

  private static void requireValid(CatalogModel model) {
    Model made = asModel(model, Optional.empty());

    assertThat(made.nameAtProvider()).isEqualTo(model.id());
    assertThat(model.capabilities()).doesNotHaveDuplicates().containsAnyOf("chat", "embedding");
    assertThat(providers()).extracting(CatalogProvider::name).contains(model.provider());
    model.maxOutputTokens().ifPresent(most -> assertThat(most).isPositive());
  }

  /** Constructors of the domain refuse everything that could not stand in models.json. */
  private static Model asModel(CatalogModel model, Optional<String> baseUrl) {
    return new Model(
        model.id(),
        model.provider(),
        Optional.empty(),
        model.inputPrice(),
        model.outputPrice(),
        model.cachePrice(),
        model.cacheWritePrice(),
        Optional.of(model.contextWindow()),
        model.capabilities(),
        model.pricingTiers(),
        true,
        baseUrl,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  @Test
  void everyPriceIsInDollarsPerThousandTokens() {
    assertThat(models()).hasSizeGreaterThan(200).allSatisfy(ShippedCatalogTest::requirePrices);
  }

  private static void requirePrices(CatalogModel model) {
    assertThat(model.inputPrice().isPresent()).isEqualTo(model.outputPrice().isPresent());
    Stream.of(model.inputPrice(), model.outputPrice(), model.cachePrice(), model.cacheWritePrice())
        .flatMap(Optional::stream)
        .forEach(price -> assertThat(price).isBetween(BigDecimal.ZERO, DEAREST));
    model.inputPrice().ifPresent(price -> assertThat(price).isPositive());
    model
        .cachePrice()
        .ifPresent(
            price -> assertThat(price).isLessThanOrEqualTo(model.inputPrice().orElseThrow()));
    if (!model.capabilities().contains("embedding")) {
      model.outputPrice().ifPresent(price -> assertThat(price).isPositive());
    }
  }

  @Test
  void noTierIsCheaperThanTheOneBelow() {
    assertThat(models()).hasSizeGreaterThan(200).allSatisfy(ShippedCatalogTest::requireDearerTiers);
  }

  private static void requireDearerTiers(CatalogModel model) {
    BigDecimal input = model.inputPrice().orElse(BigDecimal.ZERO);
    long above = 0;
    for (PricingTier tier : model.pricingTiers()) {
      assertThat(tier.above()).isGreaterThan(above);
      assertThat(tier.inputPrice().orElseThrow()).isGreaterThan(input);
      above = tier.above();
      input = tier.inputPrice().orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-5-mini, 0.00025, 0.002, 400000",
    "openai, gpt-5-mini-2025-08-07, 0.00025, 0.002, 400000",
    "openai, gpt-4o, 0.0025, 0.01, 128000",
    "openai, text-embedding-3-small, 0.00002, 0, 8192",
    "anthropic, claude-haiku-4-5, 0.001, 0.005, 200000",
    "anthropic, claude-haiku-4-5-20251001, 0.001, 0.005, 200000",
    "anthropic, claude-sonnet-4-5-latest, 0.003, 0.015, 200000",
    "gemini, gemini-2.5-pro, 0.00125, 0.01, 1048576",
    "mistral, mistral-large-latest, 0.0005, 0.0015, 262144",
    "cohere, command-a, 0.0025, 0.01, 256000",
    "xai, grok-4.3, 0.00125, 0.0025, 1000000",
    "deepseek, deepseek-v4-pro, 0.00132, 0.00396, 1000000",
    "groq, llama-3.3-70b-versatile, 0.00059, 0.00079, 131072",
    "perplexity, sonar-pro, 0.003, 0.015, 200000",
    "openrouter, anthropic/claude-haiku-4.5, 0.001, 0.005, 200000",
    "azure, gpt-4o, 0.0025, 0.01, 128000",
  })
  void knowsWellKnownModelsWithinAFactorOfFive(
      String provider, String name, BigDecimal input, BigDecimal output, int window) {
    CatalogModel model = Catalog.shipped().model(provider, name).orElseThrow();

    assertNear(model.inputPrice().orElseThrow(), input);
    assertNear(model.outputPrice().orElseThrow(), output);
    assertThat(model.contextWindow()).isBetween(window / 5, window * 5);
  }

  /** Prices move; a misplaced decimal point is a factor of ten. */
  private static void assertNear(BigDecimal price, BigDecimal expected) {
    BigDecimal five = BigDecimal.valueOf(5);
    assertThat(price.multiply(five)).isGreaterThanOrEqualTo(expected);
    assertThat(price).isLessThanOrEqualTo(expected.multiply(five));
  }

  @Test
  void keepsFiguresExactly() {
    CatalogModel small = Catalog.shipped().model("openai", "text-embedding-3-small").orElseThrow();

    assertThat(small.inputPrice()).hasValue(new BigDecimal("0.00002"));
    assertThat(small.outputPrice()).hasValue(BigDecimal.ZERO);
  }

  @Test
  void knowsTheDearerPricesOfLongPrompts() {
    CatalogModel pro = Catalog.shipped().model("gemini", "gemini-2.5-pro").orElseThrow();

    assertThat(pro.pricingTiers())
        .singleElement()
        .satisfies(
            tier -> {
              assertThat(tier.above()).isEqualTo(200_000);
              assertThat(tier.cachePrice()).isPresent();
            });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void givesProvidersAddressesThatModelsMayHave(CatalogProvider provider) {
    assertThat(asModel(models().get(0), provider.baseUrl()).baseUrl())
        .isEqualTo(provider.baseUrl());
    provider.documentation().ifPresent(url -> assertThat(url).startsWith("https://"));
    assertThat(provider.formats())
        .isNotEmpty()
        .isSubsetOf("openai", "openai-responses", "anthropic", "gemini");
  }
}
