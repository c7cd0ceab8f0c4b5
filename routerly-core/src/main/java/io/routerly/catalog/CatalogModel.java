package io.routerly.catalog;

import io.routerly.domain.PricingTier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A well-known model of a provider. Prices are US dollars per 1,000 tokens, as in {@link
 * io.routerly.domain.Model}; fees per search, image or request are not among them.
 *
 * @param provider name of the provider
 * @param id the model's name at the provider
 * @param names further names of the same model at the same prices
 * @param contextWindow most tokens of prompt and completion together
 * @param maxOutputTokens most tokens of a completion
 * @param capabilities what it can do, in the words of {@link io.routerly.domain.Model models}
 * @param inputPrice of uncached prompt tokens; present exactly if {@code outputPrice} is
 * @param outputPrice of completion tokens; 0 for models that complete nothing
 * @param cachePrice of prompt tokens read from the cache
 * @param cacheWritePrice of prompt tokens written to the cache for five minutes
 * @param pricingTiers prices above a number of prompt tokens
 */
public record CatalogModel(
    String provider,
    String id,
    List<String> names,
    int contextWindow,
    Optional<Integer> maxOutputTokens,
    List<String> capabilities,
    Optional<BigDecimal> inputPrice,
    Optional<BigDecimal> outputPrice,
    Optional<BigDecimal> cachePrice,
    Optional<BigDecimal> cacheWritePrice,
    List<PricingTier> pricingTiers) {
  public CatalogModel {
    names = List.copyOf(names);
    capabilities = List.copyOf(capabilities);
    pricingTiers = List.copyOf(pricingTiers);
  }
}
