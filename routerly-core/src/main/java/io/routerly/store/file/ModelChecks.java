package io.routerly.store.file;

import static io.routerly.store.file.ConfigFile.MODELS;

import io.routerly.domain.Model;
import io.routerly.domain.NamedKey;
import io.routerly.secret.ProviderKey;
import io.routerly.secret.ProviderKeys;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks the entries of {@code models.json} beside each other and against what is built in. */
final class ModelChecks {
  /** Providers whose API is at another address for everyone. */
  private static final Set<String> WITHOUT_ADDRESS = Set.of("custom", "azure");

  /** What is wrong where a stored secret names another variable. */
  static final String ALLOWED_VARIABLES =
      "must name a variable that ends in _API_KEY or begins with ROUTERLY_SECRET_";

  private final Set<String> providers;
  private final ProviderKeys keys;

  ModelChecks(Set<String> providers, ProviderKeys keys) {
    this.providers = providers;
    this.keys = keys;
  }

  void check(List<Model> models, ProblemList problems) {
    ProblemList.Unique byId = problems.unique(MODELS, "model");
    for (int i = 0; i < models.size(); i++) {
      byId.add("/" + i + "/id", models.get(i).id());
      check("/" + i, models.get(i), problems);
    }
  }

  private void check(String pointer, Model model, ProblemList problems) {
    problems.requireKnown(MODELS, pointer + "/provider", "provider", model.provider(), providers);
    if (WITHOUT_ADDRESS.contains(model.provider()) && model.baseUrl().isEmpty()) {
      problems.error(
          MODELS,
          pointer + "/baseUrl",
          "is missing: a model of the provider "
              + model.provider()
              + " needs the address of its API");
    }
    if (!model.pricingTiers().isEmpty() && model.inputPrice().isEmpty()) {
      problems.warning(
          MODELS,
          pointer + "/pricingTiers",
          "have no effect without inputPrice and outputPrice: the model is unpriced");
    }
    model
        .apiKey()
        .ifPresent(stored -> key(pointer + "/apiKey", NamedKey.DEFAULT, model, stored, problems));
    for (int i = 0; i < model.apiKeys().size(); i++) {
      NamedKey key = model.apiKeys().get(i);
      key(pointer + "/apiKeys/" + i + "/apiKey", key.name(), model, key.apiKey(), problems);
    }
  }

  private void key(String pointer, String name, Model model, String stored, ProblemList problems) {
    if (stored.isBlank()) {
      problems.error(MODELS, pointer, "must not be empty: leave the key out if there is none");
    } else if (namesForbiddenVariable(stored)) {
      problems.error(MODELS, pointer, ALLOWED_VARIABLES);
    } else if (ProviderKeys.isStoredForm(stored)
        && keys.resolve(model.id(), Optional.of(stored))
            instanceof ProviderKey.Unreadable unreadable) {
      String which = keys.of(model).usable().isEmpty() ? "" : "key " + name + " of ";
      problems.warning(
          MODELS, pointer, which + "model " + model.id() + " is not used: " + unreadable.reason());
    }
  }

  /** Returns whether a stored secret is one of the environment that may not be used. */
  static boolean namesForbiddenVariable(String stored) {
    return stored.startsWith(ProviderKeys.ENV)
        && !ProviderKeys.isAllowedVariable(stored.substring(ProviderKeys.ENV.length()));
  }
}
