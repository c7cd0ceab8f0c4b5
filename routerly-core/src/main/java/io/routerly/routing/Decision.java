package io.routerly.routing;

import io.routerly.domain.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A ranked list of models, and how it came about. Immutable.
 *
 * @param ranking models that may serve, best first; may be empty
 * @param lastResorts models that were left out, and are tried out all the same, by one call at a
 *     time, when none of the ranking is left; they are among the exclusions too
 * @param ratings what was said of each ranked model, in the same order
 * @param exclusions the models that were left out
 * @param keptOn the model that stands first since it served the conversation before
 * @param abstentions why the scores of each policy count nothing, in priority order; an empty text
 *     for one whose scores count
 */
public record Decision(
    List<Model> ranking,
    List<Model> lastResorts,
    List<Rating> ratings,
    List<Exclusion> exclusions,
    Optional<String> keptOn,
    List<String> abstentions) {
  public Decision {
    ranking = List.copyOf(ranking);
    lastResorts = List.copyOf(lastResorts);
    ratings = List.copyOf(ratings);
    exclusions = List.copyOf(exclusions);
    abstentions = List.copyOf(abstentions);
  }

  /** Returns a decision by ratings alone, without last resorts. */
  public static Decision of(List<Model> ranking, List<Rating> ratings, List<Exclusion> exclusions) {
    return new Decision(ranking, List.of(), ratings, exclusions, Optional.empty(), List.of());
  }

  /**
   * Returns the decision where there is nothing to decide on.
   *
   * @param abstentions why the scores of each policy count nothing
   */
  static Decision ofNothing(List<String> abstentions) {
    return new Decision(List.of(), List.of(), List.of(), List.of(), Optional.empty(), abstentions);
  }

  /** Returns whether no model can be asked at all. */
  public boolean isEmpty() {
    return ranking.isEmpty() && lastResorts.isEmpty();
  }

  /**
   * Returns when the first of the models that were left out will not be so any more: a model is
   * free when the last of its obstacles is gone. Empty if that is known of none.
   */
  public Optional<Duration> passesIn() {
    return exclusions.stream()
        .collect(
            Collectors.toMap(
                Exclusion::modelId, Exclusion::passesIn, Decision::later, LinkedHashMap::new))
        .values()
        .stream()
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private static Optional<Duration> later(Optional<Duration> one, Optional<Duration> other) {
    return one.flatMap(time -> other.map(more -> time.compareTo(more) < 0 ? more : time));
  }

  /** Returns this with these models left out. */
  public Decision withExclusions(List<Exclusion> others) {
    return new Decision(ranking, lastResorts, ratings, others, keptOn, abstentions);
  }

  /** Returns this with some of its models left out. */
  public Decision without(List<Exclusion> more) {
    if (more.isEmpty()) {
      return this;
    }
    Set<String> out = new HashSet<>();
    more.forEach(exclusion -> out.add(exclusion.modelId()));
    List<Exclusion> all = new ArrayList<>(exclusions);
    all.addAll(more);
    return new Decision(
        ranking.stream().filter(model -> !out.contains(model.id())).toList(),
        lastResorts,
        ratings.stream().filter(rating -> !out.contains(rating.modelId())).toList(),
        all,
        keptOn.filter(kept -> !out.contains(kept)),
        abstentions);
  }

  /** Returns this with one of its models first; what else there is keeps its order. */
  public Decision startingWith(String modelId) {
    return new Decision(
        ranking.stream()
            .sorted(Comparator.comparing(model -> !model.id().equals(modelId)))
            .toList(),
        lastResorts,
        ratings.stream()
            .sorted(Comparator.comparing(rating -> !rating.modelId().equals(modelId)))
            .toList(),
        exclusions,
        keptOn,
        abstentions);
  }

  /** Returns this with the conversation kept on a model, if that is among its models. */
  public Decision keptOn(String modelId) {
    boolean ranked = ranking.stream().anyMatch(model -> model.id().equals(modelId));
    if (!ranked || ratings.stream().anyMatch(rating -> isTrial(rating, modelId))) {
      return this;
    }
    Decision moved = startingWith(modelId);
    return new Decision(
        moved.ranking(),
        moved.lastResorts(),
        moved.ratings(),
        moved.exclusions(),
        Optional.of(modelId),
        abstentions);
  }

  private static boolean isTrial(Rating rating, String modelId) {
    return rating.trial() && rating.modelId().equals(modelId);
  }

  /** Returns whether a model is but tried out, by one call at a time. */
  public boolean isTrial(Model model) {
    for (Rating rating : ratings) {
      if (isTrial(rating, model.id())) {
        return true;
      }
    }
    return isLastResort(model);
  }

  /** Returns whether a model is among the last resorts. */
  public boolean isLastResort(Model model) {
    for (Model other : lastResorts) {
      if (other.id().equals(model.id())) {
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
      scores = scores instanceof Scores ? scores : Map.copyOf(scores);
    }
  }
}
