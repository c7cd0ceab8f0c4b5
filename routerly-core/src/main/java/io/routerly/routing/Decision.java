package io.routerly.routing;

import io.routerly.domain.Model;
import java.util.List;
import java.util.Map;

/**
 * A ranked list of models, and how it came about.
 *
 * @param ranking models that may serve, best first; empty when all were left out
 * @param ratings what was said of each ranked model, in the same order
 * @param exclusions the models that were left out
 */
public record Decision(List<Model> ranking, List<Rating> ratings, List<Exclusion> exclusions) {
  public Decision {
    ranking = List.copyOf(ranking);
    ratings = List.copyOf(ratings);
    exclusions = List.copyOf(exclusions);
  }

  /** Returns whether a ranked model is but tried out, by one call at a time. */
  public boolean isTrial(Model model) {
    for (Rating rating : ratings) {
      if (rating.trial() && rating.modelId().equals(model.id())) {
        return true;
      }
    }
    return false;
  }

  /**
   * What was said of one model.
   *
   * @param modelId the model
   * @param total sum of weight times score over the policies that did not abstain
   * @param scores score by policy; a policy whose scores were all equal is left out
   * @param trial whether the model has failed and is but tried out, by one call at a time
   */
  public record Rating(String modelId, double total, Map<String, Double> scores, boolean trial) {
    public Rating {
      scores = Map.copyOf(scores);
    }
  }
}
