package io.routerly.routing.policy;

import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.health.Cooldowns;
import io.routerly.health.Traffic;
import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rates a candidate by how much of its limits on calls and tokens is free, and leaves out those
 * without any left and those that their provider asked to leave alone. Calls of all projects count.
 */
public final class RateLimitPolicy implements RoutingPolicy {
  private static final long MOST = 1_000_000_000_000L;

  private final Traffic traffic;
  private final Cooldowns cooldowns;
  private final int windowSeconds;
  private final Limits usual;
  private final Map<String, Limits> byModel;

  /**
   * What a model may get within the window.
   *
   * @param calls number of calls; absent: any
   * @param tokens number of tokens; absent: any
   */
  public record Limits(Optional<Long> calls, Optional<Long> tokens) {}

  /**
   * @param usual limits of the models that {@code byModel} does not name
   */
  public RateLimitPolicy(
      Traffic traffic,
      Cooldowns cooldowns,
      int windowSeconds,
      Limits usual,
      Map<String, Limits> byModel) {
    this.traffic = traffic;
    this.cooldowns = cooldowns;
    this.windowSeconds = windowSeconds;
    this.usual = usual;
    this.byModel = Map.copyOf(byModel);
  }

  /** Returns the factory of this policy. */
  public static PolicyFactory factory(Traffic traffic, Cooldowns cooldowns) {
    return PolicyFactory.of("rate-limit", spec -> create(traffic, cooldowns, spec));
  }

  private static RateLimitPolicy create(Traffic traffic, Cooldowns cooldowns, PolicySpec spec) {
    PolicyConfig config = PolicyConfig.of(spec, "windowSeconds", "calls", "tokens", "models");
    Map<String, Limits> byModel = new LinkedHashMap<>();
    config
        .objects("models", "calls", "tokens")
        .forEach((id, limits) -> byModel.put(id, limits(limits)));
    return new RateLimitPolicy(
        traffic,
        cooldowns,
        config.integer("windowSeconds", 1, Traffic.MOST_SECONDS, 60),
        limits(config),
        byModel);
  }

  private static Limits limits(PolicyConfig config) {
    return new Limits(config.whole("calls", 1, MOST), config.whole("tokens", 1, MOST));
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    return Verdicts.each(
        candidates, candidate -> rate(candidate.model(), context.demand().inputTokens()));
  }

  private Verdict rate(Model model, long inputTokens) {
    Optional<Cooldowns.Cooldown> rest = cooldowns.of(model).filter(Cooldowns.Cooldown::told);
    if (rest.isPresent()) {
      return new Verdict.Exclude(
          "its provider itself asked to be left alone for another "
              + Math.max(1, rest.get().remaining().toSeconds())
              + " s");
    }
    String modelId = model.id();
    Limits limits = byModel.getOrDefault(modelId, usual);
    long calls = limits.calls().isPresent() ? traffic.calls(modelId, windowSeconds) : 0;
    long tokens = limits.tokens().isPresent() ? traffic.tokens(modelId, windowSeconds) : 0;
    double free =
        Math.min(free(calls, 1, limits.calls()), free(tokens, inputTokens, limits.tokens()));
    return free < 0
        ? new Verdict.Exclude(
            "the limit that is set for it is reached: %d calls, %d tokens within %d s"
                .formatted(calls, tokens, windowSeconds))
        : new Verdict.Score(free);
  }

  /** Less than nothing if the request does not fit any more. */
  private static double free(long used, long wanted, Optional<Long> limit) {
    if (limit.isEmpty()) {
      return 1;
    }
    return used + wanted > limit.get() ? -1 : 1 - (double) used / limit.get();
  }
}
