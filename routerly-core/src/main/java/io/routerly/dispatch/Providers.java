package io.routerly.dispatch;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.provider.ProviderAdapter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The provider adapters by name. Immutable. */
public final class Providers {
  private final Map<String, ProviderAdapter> adapters;

  public Providers(Collection<ProviderAdapter> adapters) {
    this.adapters = adapters.stream().collect(toUnmodifiableMap(ProviderAdapter::id, identity()));
  }

  /** Returns the adapter of that name. */
  public Optional<ProviderAdapter> find(String id) {
    return Optional.ofNullable(adapters.get(id));
  }

  /**
   * Returns the adapter that serves a model.
   *
   * @throws GatewayException {@code no_model_available} if there is none
   */
  public ProviderAdapter of(Model model) {
    return find(model.provider())
        .orElseThrow(
            () ->
                new GatewayException(
                    ErrorCode.NO_MODEL_AVAILABLE,
                    "Model "
                        + model.id()
                        + " names an unknown provider: "
                        + model.provider()
                        + "."));
  }
}
