package io.routerly.provider;

import io.routerly.domain.Model;
import io.routerly.secret.UsableKey;
import java.util.Optional;

/**
 * Speaks one provider's API.
 *
 * <p>An adapter only forwards. It does not retry, pick a model, count cost or log prompts: the
 * dispatcher does that for all providers alike. Implementations are thread-safe.
 */
public interface ProviderAdapter {
  /** The name in configuration and stored usage, such as {@code anthropic}; never changes. */
  String id();

  /**
   * Returns the facts of the API that serves this model, with the formats and traits of this very
   * model, or empty if this adapter cannot serve it as it is configured. Constant work.
   */
  Optional<Dialect> dialectFor(Model model);

  /**
   * Sends the call and waits until the provider has accepted it.
   *
   * <p>When this returns, the status was a success, so the caller may commit its own answer; when
   * it throws, nothing has been streamed and another candidate may be tried. The caller closes the
   * response that is returned.
   *
   * @param key what the provider is shown
   * @throws ProviderRefusal if the provider answered with an error
   * @throws io.routerly.error.GatewayException if the provider could not be reached or did not
   *     answer in time
   */
  ProviderAnswer open(ProviderCall call, UsableKey key);
}
