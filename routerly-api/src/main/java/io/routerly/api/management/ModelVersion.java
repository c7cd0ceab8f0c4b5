package io.routerly.api.management;

import io.routerly.domain.Model;
import io.routerly.domain.NamedKey;
import java.util.List;
import java.util.Optional;

/**
 * All that makes a version of a model: what editors see, and its keys in their stored form, so that
 * a key which somebody else has set counts as a change. Never shown.
 */
public record ModelVersion(ModelView shown, Optional<String> apiKey, List<NamedKey> apiKeys) {
  static ModelVersion of(Model model) {
    return new ModelVersion(ModelView.forEditors(model), model.apiKey(), model.apiKeys());
  }

  /** Prints without keys. */
  @Override
  public String toString() {
    return "ModelVersion[" + shown.id() + "]";
  }
}
