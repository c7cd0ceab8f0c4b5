package io.routerly.routing;

import io.routerly.chat.Feature;
import io.routerly.domain.Model;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a model is said to be able to do, against what a request takes of it. */
public final class Capability {
  private static final Map<Feature, String> NAMES =
      new EnumMap<>(
          Map.of(
              Feature.IMAGES, "vision",
              Feature.TOOLS, "tools",
              Feature.JSON_MODE, "json_mode",
              Feature.THINKING, "thinking",
              Feature.DOCUMENTS, "documents"));

  private Capability() {}

  /** Returns the names of what a request needs, in their order. */
  public static List<String> names(Set<Feature> features) {
    return features.isEmpty()
        ? List.of()
        : features.stream().map(Capability::name).sorted().toList();
  }

  /** Returns what these names stand for; one that is not known is passed over. */
  public static Set<Feature> features(Collection<String> names) {
    return NAMES.entrySet().stream()
        .filter(entry -> names.contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String name(Feature feature) {
    return NAMES.getOrDefault(feature, feature.name());
  }

  /**
   * Returns the capability that the request needs and the model has not, if there is one. A model
   * of which no capabilities are told is taken to have all of them.
   */
  public static Optional<String> missing(Model model, Set<Feature> needed) {
    List<String> able = model.capabilities();
    @Nullable String missing = null;
    if (!able.isEmpty()) {
      for (Feature feature : needed) {
        String name = name(feature);
        if (!able.contains(name) && (missing == null || name.compareTo(missing) < 0)) {
          missing = name;
        }
      }
    }
    return Optional.ofNullable(missing);
  }
}
