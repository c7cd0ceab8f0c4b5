package io.routerly.bootstrap;

import io.routerly.domain.Model;
import io.routerly.provider.HttpProviderAdapter.KeySource;
import io.routerly.secret.ProviderKey;
import io.routerly.secret.ProviderKeys;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Decrypts each provider key once per configuration. Thread-safe. */
final class KeyRing implements KeySource {
  private final ProviderKeys keys;
  private final ConfigStore config;
  private volatile Ring ring;

  private record Ring(Configuration configuration, Map<String, ProviderKey> byModel) {}

  KeyRing(ProviderKeys keys, ConfigStore config) {
    this.keys = keys;
    this.config = config;
    this.ring = new Ring(config.current(), new ConcurrentHashMap<>());
  }

  @Override
  public ProviderKey keyOf(Model model) {
    Configuration current = config.current();
    Ring known = ring;
    if (known.configuration() != current) {
      known = new Ring(current, new ConcurrentHashMap<>());
      ring = known;
    }
    // The model may be of an earlier configuration, so its stored key is part of what is looked up.
    String stored = model.id() + ' ' + model.apiKey().orElse("");
    return known.byModel().computeIfAbsent(stored, absent -> keys.of(model));
  }
}
