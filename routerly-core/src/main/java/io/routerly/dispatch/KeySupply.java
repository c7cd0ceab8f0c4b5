package io.routerly.dispatch;

import io.routerly.domain.Model;
import io.routerly.secret.UsableKey;
import java.util.Collection;

/** Gives the keys that models are asked with. Thread-safe. */
@FunctionalInterface
public interface KeySupply {
  /**
   * Returns the key for the next request to a model: one that was used before if no other is left.
   *
   * @param used ids of the model's keys that the call has used before
   */
  UsableKey choose(Model model, Collection<String> used);
}
