package io.routerly.pipeline;

import io.routerly.dispatch.Providers;
import io.routerly.domain.Model;
import io.routerly.domain.PriceCard;
import io.routerly.domain.UnpricedModels;
import io.routerly.provider.Dialect;
import io.routerly.provider.KeySource;
import io.routerly.provider.ProviderAdapter;
import io.routerly.routing.Exclusion;
import io.routerly.secret.ModelKeys;
import io.routerly.store.Configuration;
import java.util.Optional;

/** Tells which of a project's models can serve a call at all, and why the others cannot. */
final class Eligibility {
  private final Providers providers;
  private final KeySource keys;

  Eligibility(Providers providers, KeySource keys) {
    this.providers = providers;
    this.keys = keys;
  }

  /**
   * Returns why the model cannot serve, or empty if it can.
   *
   * @param unpriced whether it may be one without prices
   */
  Optional<Exclusion> obstacle(
      Configuration configuration, String modelId, UnpricedModels unpriced) {
    Optional<Model> model = configuration.model(modelId);
    if (model.isEmpty()) {
      return exclusion(modelId, "unknown_model", "there is no model of this id");
    }
    if (!model.get().enabled()) {
      return exclusion(modelId, "disabled", "the model is switched off");
    }
    if (unpriced == UnpricedModels.BLOCK && PriceCard.of(model.get(), 0).isEmpty()) {
      return exclusion(
          modelId, "unpriced", "the model has no prices, and the project does not allow that");
    }
    Optional<Dialect> dialect = dialectOf(model.get());
    if (dialect.isEmpty()) {
      return exclusion(
          modelId, "misconfigured", "the model has no base URL, or its provider is unknown");
    }
    return keyObstacle(dialect.get(), model.get());
  }

  /** Returns the facts of the API that serves the model, if it can be served as configured. */
  Optional<Dialect> dialectOf(Model model) {
    Optional<ProviderAdapter> adapter = providers.find(model.provider());
    return adapter.flatMap(found -> found.dialectFor(model));
  }

  private Optional<Exclusion> keyObstacle(Dialect dialect, Model model) {
    ModelKeys all = keys.keysOf(model);
    if (all.usable().isEmpty()) {
      return exclusion(model.id(), "key_unreadable", all.unreadable().get(0));
    }
    return all.isKeyless() && dialect.keyRequired()
        ? exclusion(model.id(), "key_missing", "the model has no provider key")
        : Optional.empty();
  }

  private static Optional<Exclusion> exclusion(String modelId, String by, String reason) {
    return Optional.of(new Exclusion(modelId, by, reason));
  }
}
