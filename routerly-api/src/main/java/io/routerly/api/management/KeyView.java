package io.routerly.api.management;

import io.routerly.domain.NamedKey;
import io.routerly.secret.ProviderKeys;
import java.util.Optional;

/**
 * What clients see of one of several keys of a model.
 *
 * @param name name of the key, unique within the model
 * @param weight its share of the calls, in proportion to the weights of the other keys
 * @param apiKey the reference {@code env:NAME}, if that is where the key comes from; no other key
 *     is shown
 */
public record KeyView(String name, int weight, Optional<String> apiKey) {
  static KeyView of(NamedKey key) {
    return new KeyView(
        key.name(),
        key.weight(),
        Optional.of(key.apiKey()).filter(stored -> stored.startsWith(ProviderKeys.ENV)));
  }
}
