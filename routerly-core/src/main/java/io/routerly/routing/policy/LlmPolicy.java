package io.routerly.routing.policy;

import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.routing.Candidate;
import io.routerly.routing.ModelAsk;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Rates a candidate as a model says that has been told of the request and of all candidates.
 *
 * <p>One that the answer does not name scores 0. Abstains where there is nothing to choose or to
 * judge, in a dry run, and where no usable answer comes in time.
 */
public final class LlmPolicy implements RoutingPolicy {
  private static final int MOST_CHARACTERS = 2000;
  private static final int TOKENS_BESIDE = 2048;
  private static final int TOKENS_PER_SCORE = 64;

  /** Older models refuse to be asked for more. */
  private static final int MOST_TOKENS = 4096;

  private static final int MOST_THINKING_TOKENS = 16_384;

  private final Settings settings;

  /**
   * How a model is asked.
   *
   * @param modelId the id of the configured model that is asked
   * @param additionalPrompt what it is told beside its task, or an empty text
   * @param thinking whether it may think before it answers
   * @param hints what it is told of models, by their ids
   * @param within how long it may take
   */
  public record Settings(
      String modelId,
      String additionalPrompt,
      boolean thinking,
      Map<String, String> hints,
      Duration within) {
    public Settings {
      hints = Map.copyOf(hints);
    }

    private static Settings of(PolicySpec spec) {
      PolicyConfig config =
          PolicyConfig.of(spec, "modelId", "additionalPrompt", "thinking", "hints", "timeoutMs");
      return new Settings(
          config.requiredText("modelId"),
          config.text("additionalPrompt").orElse(""),
          config.flag("thinking", false),
          config.texts("hints"),
          Duration.ofMillis(config.integer("timeoutMs", 1, 60_000, 3000)));
    }
  }

  public LlmPolicy(Settings settings) {
    this.settings = settings;
  }

  /** Returns the factory of this policy. */
  public static PolicyFactory factory() {
    return PolicyFactory.of(
        "llm",
        spec -> new LlmPolicy(Settings.of(spec)),
        spec -> Set.of(Settings.of(spec).modelId()),
        LlmPolicy::warnings);
  }

  private static List<String> warnings(PolicySpec spec, Function<String, Optional<Model>> models) {
    Settings settings = Settings.of(spec);
    List<String> warnings =
        new ArrayList<>(PolicyWarnings.unlessModel("modelId", settings.modelId(), models));
    warnings.addAll(PolicyWarnings.ofUnknown("hints", settings.hints().keySet(), models));
    return warnings;
  }

  @Override
  public boolean comparesCandidates() {
    return true;
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    if (candidates.size() < 2) {
      return RoutingPolicy.abstain(candidates, Abstentions.ONE_LEFT);
    }
    if (context.dryRun()) {
      return RoutingPolicy.abstain(candidates, ModelAsk.NOBODY_ASKED);
    }
    Duration left = context.deadline().orWithin(settings.within()).remaining();
    Duration within = left.compareTo(settings.within()) < 0 ? left : settings.within();
    String request = LastMessage.of(context.demand().conversation(), MOST_CHARACTERS);
    if (request.isEmpty() || within.isZero()) {
      return RoutingPolicy.abstain(
          candidates, request.isEmpty() ? Abstentions.NOTHING_SAID : Abstentions.NO_TIME);
    }
    return context
        .models()
        .answer(question(request, candidates), within)
        .or(
            answer -> verdicts(LlmQuestion.scores(answer), candidates),
            why -> RoutingPolicy.abstain(candidates, why));
  }

  private ModelAsk.Question question(String request, List<Candidate> candidates) {
    return new ModelAsk.Question(
        settings.modelId(),
        LlmQuestion.instructions(settings.additionalPrompt()),
        LlmQuestion.text(request, candidates, settings.hints()),
        LlmQuestion.schema(candidates),
        settings.thinking(),
        mostTokens(candidates.size()));
  }

  /**
   * Far more than a score for each candidate takes, as some models think whatever they are told.
   */
  private int mostTokens(int candidates) {
    return settings.thinking()
        ? MOST_THINKING_TOKENS
        : Math.min(MOST_TOKENS, TOKENS_BESIDE + TOKENS_PER_SCORE * candidates);
  }

  private List<Verdict> verdicts(Map<String, Double> scores, List<Candidate> candidates) {
    boolean useful =
        candidates.stream().anyMatch(candidate -> scores.containsKey(candidate.model().id()));
    return useful
        ? Verdicts.each(
            candidates,
            candidate -> new Verdict.Score(scores.getOrDefault(candidate.model().id(), 0.0)))
        : RoutingPolicy.abstain(
            candidates, "model " + settings.modelId() + " has no score for any candidate");
  }
}
