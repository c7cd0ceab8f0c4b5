package io.routerly.health;

import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Everything that this process has learnt of models. It is told how attempts end; that they begin
 * is told to the traffic alone, by whoever asks whether they may. Thread-safe.
 *
 * @param health how their attempts ended
 * @param cooldowns which are left alone
 * @param askRests which are not asked for decisions for a while, since they failed at that; told by
 *     whoever asks
 * @param latencies how long they took
 * @param traffic what they got
 * @param outputSizes how long their answers were
 */
public record Learnt(
    HealthBoard health,
    Cooldowns cooldowns,
    Cooldowns askRests,
    Latencies latencies,
    Traffic traffic,
    OutputSizes outputSizes)
    implements OutcomeObserver {
  /**
   * Returns a state in which nothing is known yet.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds
   * @param keys what models may be called with
   */
  public static Learnt nothing(LongSupplier nanoTime, UsableKeys keys) {
    return new Learnt(
        new HealthBoard(nanoTime),
        new Cooldowns(nanoTime, keys),
        new Cooldowns(nanoTime, model -> List.of("")),
        new Latencies(nanoTime),
        new Traffic(nanoTime),
        new OutputSizes());
  }

  /** Forgets what was learnt of projects and models that there are no more. */
  public void keepOnly(Set<String> projectIds, Set<String> modelIds) {
    health.keepOnly(modelIds);
    cooldowns.keepOnly(modelIds);
    askRests.keepOnly(modelIds);
    latencies.keepOnly(modelIds);
    traffic.keepOnly(projectIds, modelIds);
    outputSizes.keepOnly(modelIds);
  }

  @Override
  public void ended(AttemptEnd end) {
    health.ended(end);
    cooldowns.ended(end);
    latencies.ended(end);
    traffic.ended(end);
    outputSizes.ended(end);
  }
}
