package io.routerly.pipeline;

import io.routerly.domain.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What happened to past calls, and what would have under other policies.
 *
 * @param calls how many calls were rated
 * @param from when the first of them began
 * @param to when the last of them began
 * @param abstained the proposed policies that cannot be replayed, and so preferred nothing
 * @param changed calls that another model would have served, or none
 * @param assumed calls that would have gone to a model they never asked, which is taken to answer
 * @param recorded what happened
 * @param projected what would have happened
 */
public record ReplayReport(
    int calls,
    Optional<Instant> from,
    Optional<Instant> to,
    List<String> abstained,
    int changed,
    int assumed,
    Side recorded,
    Side projected) {
  public ReplayReport {
    abstained = List.copyOf(abstained);
  }

  /**
   * One way that the calls went.
   *
   * @param models calls by the model that answered, or failed last; most calls first
   * @param cost the sum of what is priced
   * @param unpriced calls of which it is not known what they cost
   * @param failed calls that no model answered well, those without a candidate included
   * @param withoutCandidate calls for which every model was left out
   * @param buffered how long answers took that were sent as a whole
   * @param streamed how long streams took to their first byte
   */
  public record Side(
      Map<String, Integer> models,
      Money cost,
      int unpriced,
      int failed,
      int withoutCandidate,
      Latency buffered,
      Latency streamed) {}

  /**
   * How long answers took.
   *
   * @param calls calls that the mean is of
   * @param meanMs the mean in milliseconds; absent where there is none
   * @param unknown calls to models of which no answer of this kind was recorded
   */
  public record Latency(int calls, OptionalDouble meanMs, int unknown) {}
}
