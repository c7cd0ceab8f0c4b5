package io.routerly.api.management;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of what {@link UsageView} and {@link UsageSummary} write, for the description of the
 * API. Nobody makes one.
 */
final class UsageShapes {
  private UsageShapes() {}

  /**
   * A {@linkplain io.routerly.domain.UsageRecord record} of usage.
   *
   * @param count how many refusals it stands for; absent: 1
   * @param inputTokens all prompt tokens, cache reads and writes included
   * @param outputTokens all completion tokens, reasoning included
   * @param cacheTokens prompt tokens read from the cache
   * @param cacheWriteTokens prompt tokens written to the cache
   * @param reasoningTokens completion tokens spent on reasoning
   * @param totalTokens prompt and completion tokens
   * @param estimated whether the tokens are an estimate rather than the provider's report
   * @param unpriced whether the model has no prices
   * @param cost US dollars; null for a model without prices
   * @param costInput of it, for uncached prompt tokens
   * @param costCache of it, for prompt tokens read from the cache
   * @param costCacheWrite of it, for prompt tokens written to the cache
   * @param costOutput of it, for completion tokens
   * @param prices what was reckoned with
   */
  record UsageEntry(
      String id,
      Instant timestamp,
      String projectId,
      String projectSlug,
      String tokenId,
      String modelId,
      String provider,
      String requestedModel,
      int attempt,
      int calls,
      Optional<Integer> count,
      CallType callType,
      boolean stream,
      long inputTokens,
      long outputTokens,
      long cacheTokens,
      long cacheWriteTokens,
      long reasoningTokens,
      long totalTokens,
      boolean estimated,
      boolean unpriced,
      @Nullable BigDecimal cost,
      Optional<BigDecimal> costInput,
      Optional<BigDecimal> costCache,
      Optional<BigDecimal> costCacheWrite,
      Optional<BigDecimal> costOutput,
      Optional<PricesUsed> prices,
      long durationMs,
      Optional<Long> ttftMs,
      CallStatus status,
      Optional<CallFailure> error,
      String traceId) {}

  /**
   * US dollars per 1,000 tokens, as they were when a call ended.
   *
   * @param inputPrice of uncached prompt tokens
   * @param cachePrice of prompt tokens read from the cache
   * @param cacheWritePrice of prompt tokens written to the cache
   * @param cacheWriteOneHourPrice of those that are kept for an hour
   * @param outputPrice of completion tokens
   */
  record PricesUsed(
      BigDecimal inputPrice,
      BigDecimal cachePrice,
      BigDecimal cacheWritePrice,
      BigDecimal cacheWriteOneHourPrice,
      BigDecimal outputPrice) {}

  /**
   * Why a call failed.
   *
   * @param code a stable code, such as {@code provider_timeout}
   * @param message a sentence without secrets
   */
  record CallFailure(String code, String message) {}

  /**
   * Some records, and how many match in all.
   *
   * @param items newest first
   * @param total how many match in all
   * @param warnings what the answer does without, a sentence for each file; absent: nothing
   */
  record UsageList(List<UsageEntry> items, long total, Optional<List<String>> warnings) {}

  /**
   * Usage, summed up.
   *
   * @param from start of the first hour of it; absent: all from the beginning
   * @param to end of the last hour of it; absent: all up to now
   * @param items in the order of time, or else the most expensive first
   * @param total all of it
   * @param warnings what the answer does without, a sentence for each file; absent: nothing
   */
  record UsageSums(
      Optional<Instant> from,
      Optional<Instant> to,
      List<UsageRow> items,
      UsageTotal total,
      Optional<List<String>> warnings) {}

  /**
   * The usage of one key, counted as in {@link io.routerly.api.management.UsageShapes.UsageTotal}.
   *
   * @param key what {@code groupBy} asks for; empty for refusals, by model and by provider
   */
  record UsageRow(
      String key,
      long calls,
      long errors,
      long inputTokens,
      long outputTokens,
      long cacheTokens,
      BigDecimal cost,
      long unpriced) {}

  /**
   * A sum of usage.
   *
   * @param calls clients' calls, as budgets count them
   * @param errors records of what did not succeed
   * @param inputTokens all prompt tokens
   * @param outputTokens all completion tokens
   * @param cacheTokens prompt tokens read from caches
   * @param cost US dollars, exact
   * @param unpriced records with tokens of a model without prices
   */
  record UsageTotal(
      long calls,
      long errors,
      long inputTokens,
      long outputTokens,
      long cacheTokens,
      BigDecimal cost,
      long unpriced) {}

  /**
   * Which records are asked for.
   *
   * @param project slug or id of the project
   * @param model id of the model
   * @param token id of the token
   * @param status how it ended
   * @param from from this time on
   * @param to before this time
   */
  record UsageQuestion(
      Optional<String> project,
      Optional<String> model,
      Optional<String> token,
      Optional<CallStatus> status,
      Optional<Instant> from,
      Optional<Instant> to) {}
}
