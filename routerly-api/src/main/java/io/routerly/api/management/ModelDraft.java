package io.routerly.api.management;

import io.routerly.domain.ApiFormat;
import io.routerly.domain.Default;
import io.routerly.domain.Model;
import io.routerly.domain.PricingTier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What clients send of a model: its fields, whose meaning {@link Model} explains.
 *
 * @param id needed to make one; else it may be left out, and is that of the path
 * @param apiKey a new key in clear text, or {@code env:NAME}; absent, empty or masked: the key
 *     stays
 * @param hasApiKey what {@link ModelView} shows; it may be sent back and changes nothing
 * @param unpriced what {@link ModelView} shows; it may be sent back and changes nothing
 * @param apiKeys all further keys of the model; absent: those that there are stay
 */
public record ModelDraft(
    Optional<String> id,
    String provider,
    Optional<String> apiKey,
    Optional<Boolean> hasApiKey,
    Optional<List<KeyDraft>> apiKeys,
    Optional<BigDecimal> inputPrice,
    Optional<BigDecimal> outputPrice,
    Optional<BigDecimal> cachePrice,
    Optional<BigDecimal> cacheWritePrice,
    Optional<Integer> contextWindow,
    List<String> capabilities,
    List<PricingTier> pricingTiers,
    Optional<Boolean> unpriced,
    @Default("true") boolean enabled,
    Optional<String> baseUrl,
    Optional<String> upstreamModel,
    Optional<Integer> timeoutMs,
    Optional<ApiFormat> apiFormat,
    Map<String, String> headers) {

  /** Returns what a client would send to leave {@code model} as it is. */
  static ModelDraft of(Model model) {
    return new ModelDraft(
        Optional.empty(),
        model.provider(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        model.inputPrice(),
        model.outputPrice(),
        model.cachePrice(),
        model.cacheWritePrice(),
        model.contextWindow(),
        model.capabilities(),
        model.pricingTiers(),
        Optional.empty(),
        model.enabled(),
        model.baseUrl(),
        model.upstreamModel(),
        model.timeoutMs(),
        model.apiFormat(),
        model.headers());
  }

  /** Returns the model without its keys. */
  Model toModel(String modelId) {
    return new Model(
        modelId,
        provider,
        Optional.empty(),
        inputPrice,
        outputPrice,
        cachePrice,
        cacheWritePrice,
        contextWindow,
        capabilities,
        pricingTiers,
        enabled,
        baseUrl,
        upstreamModel,
        timeoutMs,
        apiFormat,
        headers);
  }

  /** Prints without keys and headers. */
  @Override
  public String toString() {
    return "ModelDraft[" + id.orElse("") + " at " + provider + "]";
  }
}
