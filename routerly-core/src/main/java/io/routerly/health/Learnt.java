package io.routerly.health;

import io.routerly.domain.Model;
import io.routerly.domain.Project;
import java.util.function.LongSupplier;

/**
 * Everything that this process has learnt of models. Thread-safe.
 *
 * @param health how their attempts ended
 * @param cooldowns which are left alone
 * @param latencies how long they took
 * @param traffic what they got
 * @param outputSizes how long their answers were
 */
public record Learnt(
    HealthBoard health,
    Cooldowns cooldowns,
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
        new Latencies(nanoTime),
        new Traffic(nanoTime),
        new OutputSizes());
  }

  @Override
  public void began(Model model, Project project) {
    traffic.began(model, project);
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
