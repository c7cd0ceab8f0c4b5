package io.routerly.routing.policy;

import io.routerly.domain.Model;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is said of settings that are right in themselves and lead nowhere. */
final class PolicyWarnings {
  private PolicyWarnings() {}

  /** Returns a warning unless there is a model of that id. */
  static List<String> unlessModel(
      String setting, String modelId, Function<String, Optional<Model>> models) {
    return models.apply(modelId).isPresent()
        ? List.of()
        : List.of(
            "there is no model \"%s\" in models.json, which \"%s\" names; the policy abstains"
                .formatted(modelId, setting));
  }

  /** Returns a warning for each of these ids that no model has. */
  static List<String> ofUnknown(
      String setting, Collection<String> modelIds, Function<String, Optional<Model>> models) {
    return modelIds.stream()
        .filter(modelId -> models.apply(modelId).isEmpty())
        .sorted()
        .map(
            modelId ->
                "there is no model \"%s\" in models.json, which \"%s\" names; that has no effect"
                    .formatted(modelId, setting))
        .toList();
  }
}
