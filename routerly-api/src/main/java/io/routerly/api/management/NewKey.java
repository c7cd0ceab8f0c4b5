package io.routerly.api.management;

import java.util.Optional;

/**
 * The body that sets one key of a model.
 *
 * @param apiKey the key in clear text, or {@code env:NAME}
 * @param name which of the model's keys; absent: that in {@code apiKey}
 * @param weight its share of the calls; absent: that of the key of that name, or else 1
 */
public record NewKey(String apiKey, Optional<String> name, Optional<Integer> weight) {
  /** Prints without the key. */
  @Override
  public String toString() {
    return "NewKey[***]";
  }
}
