package io.routerly.store.file;

import io.routerly.domain.Model;
import io.routerly.domain.Settings;
import io.routerly.secret.ProviderKeys;
import io.routerly.store.binding.BindingException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Encrypts the secrets that someone wrote into configuration files in clear text. */
final class Sealing {
  /** The files that may hold secrets. */
  static final Set<ConfigFile> FILES =
      Set.copyOf(EnumSet.of(ConfigFile.MODELS, ConfigFile.SETTINGS));

  private final Secrets secrets;
  private final ConfigText text;

  Sealing(Secrets secrets, ConfigText text) {
    this.secrets = secrets;
    this.text = text;
  }

  /** Returns the same contents with all secrets encrypted. */
  Parts seal(Parts parts) {
    List<Model> models = parts.models().stream().map(this::seal).toList();
    Settings settings = parts.settings();
    return parts
        .withModels(models)
        .withSettings(
            settings
                .withNotifications(secrets.channels().seal(settings.notifications()))
                .withMetricsToken(settings.metricsToken().map(secrets.metrics()::seal)));
  }

  /** Returns the files that would hold secrets in clear text if they were written so. */
  Set<ConfigFile> clearIn(Parts parts) {
    return ConfigWriter.differences(parts, seal(parts));
  }

  /** Returns a file's text with all secrets encrypted; the same if it has none in clear text. */
  byte[] seal(ConfigFile file, byte[] clear) {
    if (!FILES.contains(file)) {
      return clear;
    }
    try {
      Parts parts = text.read(file, clear, text.defaults());
      Parts sealed = seal(parts);
      return sealed.equals(parts) ? clear : text.write(file, sealed);
    } catch (BindingException e) {
      return clear;
    }
  }

  private Model seal(Model model) {
    return model.withKeys(
        model.apiKey().map(stored -> sealed(model, stored)),
        model.apiKeys().stream().map(key -> key.withApiKey(sealed(model, key.apiKey()))).toList());
  }

  private String sealed(Model model, String stored) {
    return stored.isBlank() || ProviderKeys.isStoredForm(stored)
        ? stored
        : secrets.keys().encrypt(model.id(), stored);
  }
}
