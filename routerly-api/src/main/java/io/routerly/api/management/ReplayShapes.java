package io.routerly.api.management;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shapes of what {@link ReplayView} writes, for the description of the API. */
final class ReplayShapes {
  private ReplayShapes() {}

  /**
   * What other policies would have made of past calls.
   *
   * @param calls how many were replayed
   * @param from when the first of them began; absent if there is none
   * @param to when the last of them began; absent if there is none
   * @param policies those that were tried, in priority order
   * @param models those that were tried, in preference order
   * @param abstained policies that cannot be replayed and so prefer nothing
   * @param changed calls that would have ended with another model, or with none
   * @param assumed calls that would have gone to a model that they did not ask
   * @param recorded what was
   * @param projected what would have been
   */
  record ReplayOutcome(
      int calls,
      Optional<Instant> from,
      Optional<Instant> to,
      List<TraceShapes.PolicyWeight> policies,
      List<String> models,
      List<String> abstained,
      int changed,
      int assumed,
      ReplaySide recorded,
      ReplaySide projected) {}

  /**
   * One of two ways that things went or would have gone.
   *
   * @param models calls by the model that answered, or failed last
   * @param cost US dollars of all attempts
   * @param unpriced calls that were answered by a model without prices
   * @param failed calls that no model answered well
   * @param withoutCandidate those among them for which every model was left out
   * @param buffered time to the end of whole answers
   * @param streamed time to the first byte of streams
   */
  record ReplaySide(
      List<ReplayedModel> models,
      BigDecimal cost,
      int unpriced,
      int failed,
      int withoutCandidate,
      ReplayLatency buffered,
      ReplayLatency streamed) {}

  /**
   * A model's part.
   *
   * @param modelId the model
   * @param calls calls that it answered, or failed last
   */
  record ReplayedModel(String modelId, int calls) {}

  /**
   * How long answers took.
   *
   * @param calls of how many calls it is known
   * @param meanMs mean, in milliseconds; null if it is known of none
   * @param unknown calls of which it cannot be told
   */
  record ReplayLatency(int calls, @Nullable Long meanMs, int unknown) {}
}
