package io.routerly.routing.policy;

import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.health.Ceiling;
import io.routerly.health.Cooldowns;
import io.routerly.health.OutputSizes;
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
  private final OutputSizes sizes;
  private final Ceiling usual;
  private final Map<String, Ceiling> byModel;

  /**
   * @param sizes how long the models' answers recently were
   * @param usual limits of the models that {@code byModel} does not name
   */
  public RateLimitPolicy(
      Traffic traffic,
      Cooldowns cooldowns,
      OutputSizes sizes,
      Ceiling usual,
      Map<String, Ceiling> byModel) {
    this.traffic = traffic;
    this.cooldowns = cooldowns;
    this.sizes = sizes;
    this.usual = usual;
    this.byModel = Map.copyOf(byModel);
  }

  /** Returns the factory of this policy. */
  public static PolicyFactory factory(Traffic traffic, Cooldowns cooldowns, OutputSizes sizes) {
    return PolicyFactory.of(
        "rate-limit",
        spec -> create(traffic, cooldowns, sizes, spec),
        (spec, models) ->
            PolicyWarnings.ofUnknown(
                "models", create(traffic, cooldowns, sizes, spec).byModel.keySet(), models));
  }

  private static RateLimitPolicy create(
      Traffic traffic, Cooldowns cooldowns, OutputSizes sizes, PolicySpec spec) {
    PolicyConfig config =
        PolicyConfig.of(spec, "windowMinutes", "maxCallsPerWindow", "maxTokensPerWindow", "models");
    double minutes = config.number("windowMinutes", LEAST_MINUTES, Traffic.MOST_MINUTES, 1);
    Duration window = Duration.ofSeconds(Math.round(minutes * SECONDS_PER_MINUTE));
    Map<String, Ceiling> byModel = new LinkedHashMap<>();
    config
        .objects("models", "maxCallsPerWindow", "maxTokensPerWindow")
        .forEach((id, limits) -> byModel.put(id, ceiling(window, limits)));
    return new RateLimitPolicy(traffic, cooldowns, sizes, ceiling(window, config), byModel);
  }

  private static Ceiling ceiling(Duration window, PolicyConfig config) {
    return new Ceiling(
        window,
        config.whole("maxCallsPerWindow", 1, MOST),
        config.whole("maxTokensPerWindow", 1, MOST));
  }

  @Override
  public Optional<Ceiling> ceiling(Model model) {
    return Optional.of(of(model)).filter(Ceiling::isAny);
  }

  private Ceiling of(Model model) {
    return byModel.getOrDefault(model.id(), usual);
  }

  @Override
  public boolean countsCalls() {
    return true;
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    long fewest = fewestCalls(candidates);
    return Verdicts.each(
        candidates, candidate -> rate(candidate.model(), context.demand(), fewest));
  }

  /** Returns the calls of the candidate that had the fewest of those that may be chosen freely. */
  private long fewestCalls(List<Candidate> candidates) {
    long fewest = Long.MAX_VALUE;
    for (Candidate candidate : candidates) {
      if (!of(candidate.model()).isAny() && rest(candidate.model()).isEmpty()) {
        fewest = Math.min(fewest, traffic.calls(candidate.model().id(), usual.window()));
      }
    }
    return fewest;
  }

  private Optional<Cooldowns.Cooldown> rest(Model model) {
    return cooldowns.of(model).filter(Cooldowns.Cooldown::told);
  }

  private Verdict rate(Model model, RoutingContext.Demand demand, long fewest) {
    Optional<Cooldowns.Cooldown> rest = rest(model);
    if (rest.isPresent()) {
      return resting(rest.get().remaining());
    }
    Ceiling ceiling = of(model);
    return ceiling.isAny()
        ? limited(model, ceiling, demand)
        : new Verdict.Score(share(fewest, traffic.calls(model.id(), ceiling.window())));
  }

  private static Verdict resting(Duration remaining) {
    return new Verdict.Exclude(
        "its provider itself asked to be left alone for another "
            + Math.max(1, remaining.plusMillis(999).toSeconds())
            + " s",
        Optional.of(remaining));
  }

  /** One call is added to either side, so that the ratio of two models without calls is one. */
  private static double share(long fewest, long calls) {
    return Math.min(1, (fewest + 1.0) / (calls + 1.0));
  }

  private Verdict limited(Model model, Ceiling ceiling, RoutingContext.Demand demand) {
    Duration window = ceiling.window();
    long calls = ceiling.calls().isPresent() ? traffic.calls(model.id(), window) : 0;
    long tokens = ceiling.tokens().isPresent() ? traffic.tokens(model.id(), window) : 0;
    long wanted = demand.inputTokens() + sizes.expected(model.id(), demand.maxOutputTokens(), 0);
    double free = Math.min(free(calls, 1, ceiling.calls()), free(tokens, wanted, ceiling.tokens()));
    return free < 0
        ? new Verdict.Exclude(
            "the limit that is set for it is reached: %d calls, %d tokens within %d s"
                .formatted(calls, tokens, window.toSeconds()),
            traffic.untilRoom(model.id(), ceiling, wanted))
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
