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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rates a candidate by how much of its limits on calls and tokens is free, and leaves out those
 * without any left and those that their provider asked to leave alone. Among candidates without
 * limits the one that had the fewest calls scores 1, and one that had twice as many about a half.
 * Calls of all projects count.
 */
public final class RateLimitPolicy implements RoutingPolicy {
  private static final long MOST = 1_000_000_000_000L;
  private static final double LEAST_MINUTES = 0.1;
  private static final int SECONDS_PER_MINUTE = 60;

  private final Traffic traffic;
  private final Cooldowns cooldowns;
  private final Duration window;
  private final Limits usual;
  private final Map<String, Limits> byModel;

  /**
   * What a model may get within the window.
   *
   * @param calls number of calls; absent: any
   * @param tokens number of tokens; absent: any
   */
  public record Limits(Optional<Long> calls, Optional<Long> tokens) {
    private boolean isNone() {
      return calls.isEmpty() && tokens.isEmpty();
    }
  }

  /**
   * @param window in whole seconds, and at most {@link Traffic#MOST_MINUTES}
   * @param usual limits of the models that {@code byModel} does not name
   */
  public RateLimitPolicy(
      Traffic traffic,
      Cooldowns cooldowns,
      Duration window,
      Limits usual,
      Map<String, Limits> byModel) {
    this.traffic = traffic;
    this.cooldowns = cooldowns;
    this.window = window;
    this.usual = usual;
    this.byModel = Map.copyOf(byModel);
  }

  /** Returns the factory of this policy. */
  public static PolicyFactory factory(Traffic traffic, Cooldowns cooldowns) {
    return PolicyFactory.of(
        "rate-limit",
        spec -> create(traffic, cooldowns, spec),
        (spec, models) ->
            PolicyWarnings.ofUnknown(
                "models", create(traffic, cooldowns, spec).byModel.keySet(), models));
  }

  private static RateLimitPolicy create(Traffic traffic, Cooldowns cooldowns, PolicySpec spec) {
    PolicyConfig config =
        PolicyConfig.of(spec, "windowMinutes", "maxCallsPerWindow", "maxTokensPerWindow", "models");
    double minutes = config.number("windowMinutes", LEAST_MINUTES, Traffic.MOST_MINUTES, 1);
    Map<String, Limits> byModel = new LinkedHashMap<>();
    config
        .objects("models", "maxCallsPerWindow", "maxTokensPerWindow")
        .forEach((id, limits) -> byModel.put(id, limits(limits)));
    return new RateLimitPolicy(
        traffic,
        cooldowns,
        Duration.ofSeconds(Math.round(minutes * SECONDS_PER_MINUTE)),
        limits(config),
        byModel);
  }

  private static Limits limits(PolicyConfig config) {
    return new Limits(
        config.whole("maxCallsPerWindow", 1, MOST), config.whole("maxTokensPerWindow", 1, MOST));
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    long fewest = fewestCalls(candidates);
    return Verdicts.each(
        candidates, candidate -> rate(candidate.model(), context.demand().inputTokens(), fewest));
  }

  /** Returns the calls of the candidate that had the fewest of those that may be chosen freely. */
  private long fewestCalls(List<Candidate> candidates) {
    long fewest = Long.MAX_VALUE;
    for (Candidate candidate : candidates) {
      if (limits(candidate.model()).isNone() && rest(candidate.model()).isEmpty()) {
        fewest = Math.min(fewest, traffic.calls(candidate.model().id(), window));
      }
    }
    return fewest;
  }

  private Limits limits(Model model) {
    return byModel.getOrDefault(model.id(), usual);
  }

  private Optional<Cooldowns.Cooldown> rest(Model model) {
    return cooldowns.of(model).filter(Cooldowns.Cooldown::told);
  }

  private Verdict rate(Model model, long inputTokens, long fewest) {
    Optional<Cooldowns.Cooldown> rest = rest(model);
    if (rest.isPresent()) {
      return new Verdict.Exclude(
          "its provider itself asked to be left alone for another "
              + Math.max(1, rest.get().remaining().toSeconds())
              + " s");
    }
    Limits limits = limits(model);
    return limits.isNone()
        ? new Verdict.Score(share(fewest, traffic.calls(model.id(), window)))
        : limited(model.id(), limits, inputTokens);
  }

  /** One call is added to either side, so that the ratio of two models without calls is one. */
  private static double share(long fewest, long calls) {
    return Math.min(1, (fewest + 1.0) / (calls + 1.0));
  }

  private Verdict limited(String modelId, Limits limits, long inputTokens) {
    long calls = limits.calls().isPresent() ? traffic.calls(modelId, window) : 0;
    long tokens = limits.tokens().isPresent() ? traffic.tokens(modelId, window) : 0;
    double free =
        Math.min(free(calls, 1, limits.calls()), free(tokens, inputTokens, limits.tokens()));
    return free < 0
        ? new Verdict.Exclude(
            "the limit that is set for it is reached: %d calls, %d tokens within %d s"
                .formatted(calls, tokens, window.toSeconds()))
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
