package io.routerly.routing;

import io.routerly.domain.Model;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ranked list of models, and how it came about. Immutable.
 *
 * @param ranking models that may serve, best first; empty when all were left out
 * @param ratings what was said of each ranked model, in the same order
 * @param exclusions the models that were left out
 * @param keptOn the model that stands first since it served the conversation before
 */
public record Decision(
    List<Model> ranking,
    List<Rating> ratings,
    List<Exclusion> exclusions,
    Optional<String> keptOn) {
  public Decision {
    ranking = List.copyOf(ranking);
    ratings = List.copyOf(ratings);
    exclusions = List.copyOf(exclusions);
  }

  /** Returns a decision by ratings alone. */
  public static Decision of(List<Model> ranking, List<Rating> ratings, List<Exclusion> exclusions) {
    return new Decision(ranking, ratings, exclusions, Optional.empty());
  }

  /** Returns this with one of its models first; what else there is keeps its order. */
  public Decision startingWith(String modelId) {
    return new Decision(
        ranking.stream()
            .sorted(Comparator.comparing(model -> !model.id().equals(modelId)))
            .toList(),
        ratings.stream()
            .sorted(Comparator.comparing(rating -> !rating.modelId().equals(modelId)))
            .toList(),
        exclusions,
        keptOn);
  }

  /** Returns this with the conversation kept on a model, if that is among its models. */
  public Decision keptOn(String modelId) {
    boolean ranked = ranking.stream().anyMatch(model -> model.id().equals(modelId));
    if (!ranked || ratings.stream().anyMatch(rating -> isTrial(rating, modelId))) {
      return this;
    }
    Decision moved = startingWith(modelId);
    return new Decision(moved.ranking(), moved.ratings(), moved.exclusions(), Optional.of(modelId));
  }

  private static boolean isTrial(Rating rating, String modelId) {
    return rating.trial() && rating.modelId().equals(modelId);
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
