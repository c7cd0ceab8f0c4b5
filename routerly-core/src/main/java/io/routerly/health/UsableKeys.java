package io.routerly.health;

import io.routerly.domain.Model;
import java.util.List;

/** Tells which keys a model may be called with. Thread-safe. */
@FunctionalInterface
public interface UsableKeys {
  /**
   * Returns their ids; a key that takes another's place in the configuration has an id of its own.
   * A model without keys has one id that stands for none.
   */
  List<String> idsOf(Model model);
}
