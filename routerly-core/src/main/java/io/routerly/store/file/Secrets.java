package io.routerly.store.file;

import io.routerly.secret.ChannelSecrets;
import io.routerly.secret.MasterSecret;
import io.routerly.secret.ProviderKeys;

/**
 * What encrypts the secrets that the configuration holds.
 *
 * @param keys those in {@code models.json}
 * @param channels those in {@code settings.json}
 */
record Secrets(ProviderKeys keys, ChannelSecrets channels) {
  static Secrets of(MasterSecret secret, HomeOptions options) {
    return new Secrets(
        new ProviderKeys(secret, options.random(), options.environment()),
        new ChannelSecrets(secret, options.random(), options.environment()));
  }
}
