package io.routerly.routing;

import io.routerly.domain.Model;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks models something that a decision needs to know.
 *
 * <p>It belongs to one call: what an answer takes and costs is recorded under that call's trace id
 * as {@code routing}, which is no call of its own. The model is asked directly, so that no routing
 * follows from routing. For one thread.
 */
public interface ModelAsk {
  /** Why there is no answer where nobody asks. */
  String NOBODY_ASKED = "no model is asked in a dry run";

  /** Asks nobody: for decisions that must not cost anything. */
  ModelAsk NOBODY = nobody(id -> Optional.empty());

  /**
   * Returns what asks nobody, but knows the models.
   *
   * @param models the configured models by their ids
   */
  static ModelAsk nobody(Function<String, Optional<Model>> models) {
    return new ModelAsk() {
      @Override
      public Optional<Model> configured(String modelId) {
        return models.apply(modelId);
      }

      @Override
      public Reply<String> answer(Question question, Duration within) {
        return Reply.nothing(NOBODY_ASKED);
      }

      @Override
      public Reply<List<Vector>> embed(String modelId, List<String> texts, Duration within) {
        return Reply.nothing(NOBODY_ASKED);
      }
    };
  }

  /** Returns what stands behind an id in the configuration that the call sees, if anything does. */
  default Optional<Model> configured(String modelId) {
    return Optional.empty();
  }

  /**
   * Returns what a model says, or nothing if it cannot be asked, fails or takes longer.
   *
   * @param within how long it may take
   */
  Reply<String> answer(Question question, Duration within);

  /**
   * Returns what a model makes of each text, in their order, or nothing if it cannot be asked,
   * fails or takes longer.
   *
   * @param within how long it may take
   */
  Reply<List<Vector>> embed(String modelId, List<String> texts, Duration within);

  /**
   * A question.
   *
   * @param modelId the configured model that is asked
   * @param instructions what it is to do
   * @param text what it is to do that with
   * @param schema the JSON schema that its answer is to follow
   * @param thinking whether it may think as it does by itself; otherwise it is asked for as little
   *     of that as it can be
   * @param mostTokens how many tokens its answer may have, its thoughts included
   */
  record Question(
      String modelId,
      String instructions,
      String text,
      JsonObject schema,
      boolean thinking,
      int mostTokens) {}
}
