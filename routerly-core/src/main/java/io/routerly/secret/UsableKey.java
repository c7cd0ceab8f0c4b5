package io.routerly.secret;

import java.util.List;
import java.util.Optional;

/**
 * One key that a model may be called with.
 *
 * @param name what it is called in the configuration; empty for a model without keys
 * @param id tells it from the other keys of its model, also from those that had its name before,
 *     and nothing of what it is
 * @param weight its share of the model's calls, in proportion to the weights of the other keys
 * @param credential what the provider is shown; absent for a model without keys
 * @param all what the provider may be shown by any call of the model, so that none of it is told on
 */
public record UsableKey(
    String name, String id, int weight, Optional<Credential> credential, List<Credential> all) {
  /** What a model without keys is called with. */
  public static final UsableKey NONE = new UsableKey("", "", 1, Optional.empty(), List.of());

  public UsableKey {
    all = List.copyOf(all);
  }

  /** Returns the only key of a model. */
  public static UsableKey only(Credential credential) {
    return new UsableKey("default", "", 1, Optional.of(credential), List.of(credential));
  }
}
