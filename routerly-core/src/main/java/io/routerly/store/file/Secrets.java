package io.routerly.store.file;

import io.routerly.secret.ChannelSecrets;
import io.routerly.secret.MasterSecret;
import io.routerly.secret.MetricsTokens;
import io.routerly.secret.OidcSecrets;
import io.routerly.secret.ProviderKeys;
import java.util.List;

/**
 * What encrypts the secrets that the configuration holds.
 *
 * @param keys those in {@code models.json}
 * @param channels those of notification channels in {@code settings.json}
 * @param metrics the one of the metrics there
 * @param oidc the one of the identity provider there
 */
record Secrets(
    ProviderKeys keys, ChannelSecrets channels, MetricsTokens metrics, OidcSecrets oidc) {
  static Secrets of(MasterSecret secret, HomeOptions options) {
    return new Secrets(
        new ProviderKeys(secret, options.random(), options.environment()),
        new ChannelSecrets(secret, options.random(), options.environment()),
        new MetricsTokens(secret, options.random(), options.environment()),
        new OidcSecrets(secret, options.random(), options.environment()));
  }

  /** Uses these secrets from now on: the first one encrypts, all of them decrypt. */
  void use(List<MasterSecret> masters) {
    keys.use(masters);
    channels.use(masters);
    metrics.use(masters);
    oidc.use(masters);
  }
}
