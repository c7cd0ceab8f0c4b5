package io.routerly.routing.policy;

import io.routerly.routing.Vector;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a message compares with the intents.
 *
 * @param best the intent that it is closest to
 * @param similarity how close, from -1 to 1
 * @param second the next one; the same as {@code best} if there is but one
 * @param secondSimilarity how close that is; -1 if there is but one
 */
record IntentMatch(Intent best, double similarity, Intent second, double secondSimilarity) {
  private static final double STEP = 0.05;
  private static final double LEAST = 0.5;

  /**
   * Compares a message with the intents.
   *
   * @param middles the middle of each intent's examples
   */
  static IntentMatch of(Vector message, List<Intent> intents, List<Vector> middles) {
    int best = -1;
    int second = -1;
    double[] similarities = new double[intents.size()];
    for (int i = 0; i < similarities.length; i++) {
      similarities[i] = message.similarity(middles.get(i));
      if (best < 0 || similarities[i] > similarities[best]) {
        second = best;
        best = i;
      } else if (second < 0 || similarities[i] > similarities[second]) {
        second = i;
      }
    }
    return second < 0
        ? new IntentMatch(intents.get(best), similarities[best], intents.get(best), -1)
        : new IntentMatch(
            intents.get(best), similarities[best], intents.get(second), similarities[second]);
  }

  boolean isKnown(double absoluteThreshold) {
    return similarity >= absoluteThreshold;
  }

  boolean isAmbiguous(double ambiguityThreshold) {
    return similarity - secondSimilarity < ambiguityThreshold;
  }

  /** Returns the score of a model where the best intent is meant without doubt. */
  double confident(String modelId) {
    int place = best.candidateModels().indexOf(modelId);
    return place < 0 ? 0 : Math.max(LEAST, 1 - STEP * place);
  }

  /** Returns the score of a model where either of two intents may be meant. */
  double ambiguous(String modelId) {
    OptionalDouble score = OptionalDouble.empty();
    if (best.candidateModels().contains(modelId)) {
      score = OptionalDouble.of(similarity);
    } else if (second.candidateModels().contains(modelId)) {
      score = OptionalDouble.of(secondSimilarity);
    }
    return Math.max(0, score.orElse(0));
  }
}
