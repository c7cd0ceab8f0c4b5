package io.routerly.store.file;

import io.routerly.domain.Model;
import io.routerly.domain.Settings;
import io.routerly.secret.ProviderKeys;
import io.routerly.store.binding.BindingException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

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
                .withMetricsToken(settings.metricsToken().map(secrets.metrics()::seal))
                .withOidc(settings.oidc().map(secrets.oidc()::seal)));
  }

  /** Returns the same contents with all secrets encrypted by the secret that is used now. */
  Parts reseal(Parts parts) {
    List<Model> models = parts.models().stream().map(this::reseal).toList();
    Settings settings = parts.settings();
    return parts
        .withModels(models)
        .withSettings(
            settings
                .withNotifications(secrets.channels().reseal(settings.notifications()))
                .withMetricsToken(settings.metricsToken().map(secrets.metrics()::reseal))
                .withOidc(settings.oidc().map(secrets.oidc()::reseal)));
  }

  /** Returns a file's text in which {@link #reseal(Parts)} was done; what is no such file stays. */
  byte[] reseal(ConfigFile file, byte[] present) {
    return changed(file, present, this::reseal);
  }

  private Model reseal(Model model) {
    return model.withKeys(
        model.apiKey().map(stored -> secrets.keys().reseal(model.id(), stored)),
        model.apiKeys().stream()
            .map(key -> key.withApiKey(secrets.keys().reseal(model.id(), key.apiKey())))
            .toList());
  }

  /** Returns the files that would hold secrets in clear text if they were written so. */
  Set<ConfigFile> clearIn(Parts parts) {
    return ConfigWriter.differences(parts, seal(parts));
  }

  /** Returns a file's text with all secrets encrypted; the same if it has none in clear text. */
  byte[] seal(ConfigFile file, byte[] clear) {
    return changed(file, clear, this::seal);
  }

  private byte[] changed(ConfigFile file, byte[] present, UnaryOperator<Parts> change) {
    if (!FILES.contains(file)) {
      return present;
    }
    try {
      Parts parts = text.read(file, present, text.defaults());
      Parts changed = change.apply(parts);
      return changed.equals(parts) ? present : text.write(file, changed);
    } catch (BindingException e) {
      return present;
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
