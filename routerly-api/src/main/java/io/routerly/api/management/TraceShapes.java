package io.routerly.api.management;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.ModelSelection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shapes of what {@link TraceView} writes, for the description of the API. */
final class TraceShapes {
  private TraceShapes() {}

  /**
   * Why a call went where it went: what it {@linkplain io.routerly.routing.Trace.Asked asked for}
   * and what was {@linkplain io.routerly.routing.Trace.Choice decided}.
   *
   * @param traceId {@code trc_…}, which the answer of the call carried
   * @param timestamp when the call came
   * @param decisionMicros how long the decision took, in microseconds
   * @param attempts what was tried, in its order; absent where there was no call
   */
  record RoutingTrace(
      String traceId,
      Instant timestamp,
      String projectId,
      String tokenId,
      String requestedModel,
      CallType callType,
      boolean stream,
      List<String> features,
      long inputTokens,
      Optional<Long> maxOutputTokens,
      ModelSelection selection,
      List<TracedPolicy> policies,
      long decisionMicros,
      Optional<String> keptOn,
      List<RatedModel> candidates,
      List<ExcludedModel> exclusions,
      Optional<List<TriedModel>> attempts) {}

  /**
   * A policy and what its scores count.
   *
   * @param type its name in configuration
   * @param weight what a score is multiplied by
   */
  record PolicyWeight(String type, int weight) {}

  /**
   * A policy and what its scores counted for one call.
   *
   * @param type its name in configuration
   * @param weight what a score is multiplied by
   * @param abstained why its scores count nothing, as a sentence that may change; absent where they
   *     count. It may have left models out all the same
   */
  record TracedPolicy(String type, int weight, Optional<String> abstained) {}

  /**
   * A model that may serve.
   *
   * @param modelId the model
   * @param total the sum of its weighted scores
   * @param scores what policies said of it, by their names; one without a score for it said the
   *     same of all
   * @param trial whether it failed lately, and this call is to find out
   */
  record RatedModel(
      String modelId, BigDecimal total, Map<String, BigDecimal> scores, boolean trial) {}

  /** A model that was {@linkplain io.routerly.routing.Exclusion left out}. */
  record ExcludedModel(String modelId, String by, String reason) {}

  /**
   * One {@linkplain io.routerly.routing.Trace.Attempt attempt}.
   *
   * @param key the name of the key that it was asked with; absent if it was asked with none
   * @param hedge true if it ran beside another attempt; else absent
   * @param outcome {@code success}, {@code passed_over}, {@code routing}, or the code of the error
   * @param message what the error said, or why the model was passed over; empty on success
   * @param inputTokens all prompt tokens; absent with all further figures of use where nothing was
   *     used
   * @param outputTokens all completion tokens
   * @param cacheTokens prompt tokens read from the cache
   * @param cacheWriteTokens prompt tokens written to the cache
   * @param reasoningTokens completion tokens spent on reasoning
   * @param estimated whether the tokens are an estimate
   * @param cost US dollars; null for a model without prices
   */
  record TriedModel(
      String modelId,
      Optional<String> key,
      int number,
      Optional<Boolean> hedge,
      long startMs,
      long durationMs,
      Optional<Long> ttftMs,
      CallStatus status,
      String outcome,
      String message,
      Optional<Integer> providerStatus,
      Optional<Long> retryAfterMs,
      String ending,
      Optional<Long> inputTokens,
      Optional<Long> outputTokens,
      Optional<Long> cacheTokens,
      Optional<Long> cacheWriteTokens,
      Optional<Long> reasoningTokens,
      Optional<Boolean> estimated,
      Optional<@Nullable BigDecimal> cost) {}

  /**
   * How a decision without a call is asked for.
   *
   * @param api {@code chat}, {@code responses} or {@code messages}; absent: {@code responses} for a
   *     body with {@code input} and without {@code messages}, else {@code chat}
   * @param token id of the token that the call would come with; absent: the project's first
   */
  record RouteQuestion(Optional<String> api, Optional<String> token) {}
}
