package io.routerly.bootstrap;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.routerly.domain.Model;
import io.routerly.provider.KeySource;
import io.routerly.secret.ModelKeys;
import io.routerly.secret.ProviderKeys;

/** Decrypts the provider keys of each model once per configuration. Thread-safe. */
final class KeyRing implements KeySource {
  /** By the very objects of the configuration, which live as long as it is in force. */
  private final LoadingCache<Model, ModelKeys> known;

  KeyRing(ProviderKeys keys) {
    this.known = Caffeine.newBuilder().weakKeys().executor(Runnable::run).build(keys::of);
  }

  @Override
  public ModelKeys keysOf(Model model) {
    return known.get(model);
  }
}
