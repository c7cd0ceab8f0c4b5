package io.routerly.api.management;

import java.util.Optional;

/**
 * What clients send of one of several keys of a model.
 *
 * @param name name of the key, unique within the model
 * @param apiKey a new key in clear text, or {@code env:NAME}; absent, empty or masked: the key of
 *     that name stays
 * @param weight its share of the calls; absent: that of the key of that name, or else 1
 */
public record KeyDraft(String name, Optional<String> apiKey, Optional<Integer> weight) {
  /** Prints without the key. */
  @Override
  public String toString() {
    return "KeyDraft[" + name + "]";
  }
}
