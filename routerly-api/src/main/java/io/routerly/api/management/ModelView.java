package io.routerly.api.management;

import io.routerly.domain.ApiFormat;
import io.routerly.domain.Model;
import io.routerly.domain.PriceCard;
import io.routerly.domain.PricingTier;
import io.routerly.secret.ProviderKeys;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What clients see of a {@link Model}.
 *
 * @param hasApiKey whether any key is stored; the key itself is never shown
 * @param apiKey the reference {@code env:NAME}, if that is where the key comes from
 * @param unpriced whether it has no prices, so that no budget on cost counts what it uses
 * @param apiKeys the further keys by their names; shown to those who may change models
 * @param baseUrl shown to those who may change models
 * @param headers shown to those who may change models
 */
public record ModelView(
    String id,
    String provider,
    boolean hasApiKey,
    Optional<String> apiKey,
    Optional<List<KeyView>> apiKeys,
    Optional<BigDecimal> inputPrice,
    Optional<BigDecimal> outputPrice,
    Optional<BigDecimal> cachePrice,
    Optional<BigDecimal> cacheWritePrice,
    Optional<Integer> contextWindow,
    List<String> capabilities,
    List<PricingTier> pricingTiers,
    boolean unpriced,
    boolean enabled,
    Optional<String> baseUrl,
    Optional<String> upstreamModel,
    Optional<Integer> timeoutMs,
    Optional<ApiFormat> apiFormat,
    Optional<Map<String, String>> headers) {

  /** Returns what those see who may change models. */
  static ModelView forEditors(Model model) {
    return of(
        model,
        Optional.of(model.apiKeys().stream().map(KeyView::of).toList()),
        model.baseUrl(),
        Optional.of(model.headers()));
  }

  /** Returns what everybody else sees, who need not know the address and its headers. */
  static ModelView forReaders(Model model) {
    return of(model, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static ModelView of(
      Model model,
      Optional<List<KeyView>> apiKeys,
      Optional<String> baseUrl,
      Optional<Map<String, String>> headers) {
    return new ModelView(
        model.id(),
        model.provider(),
        !model.keys().isEmpty(),
        model.apiKey().filter(stored -> stored.startsWith(ProviderKeys.ENV)),
        apiKeys,
        model.inputPrice(),
        model.outputPrice(),
        model.cachePrice(),
        model.cacheWritePrice(),
        model.contextWindow(),
        model.capabilities(),
        model.pricingTiers(),
        PriceCard.of(model, 0).isEmpty(),
        model.enabled(),
        baseUrl,
        model.upstreamModel(),
        model.timeoutMs(),
        model.apiFormat(),
        headers);
  }
}
