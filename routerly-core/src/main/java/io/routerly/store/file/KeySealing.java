package io.routerly.store.file;

import io.routerly.domain.Model;
import io.routerly.secret.ProviderKeys;
import io.routerly.store.binding.BindingException;
import java.util.List;

/** Encrypts the provider keys that someone wrote into {@code models.json} in clear text. */
final class KeySealing {
  private final ProviderKeys keys;
  private final ConfigText text;

  KeySealing(ProviderKeys keys, ConfigText text) {
    this.keys = keys;
    this.text = text;
  }

  /** Returns whether any key stands there in clear text. */
  static boolean isNeeded(List<Model> models) {
    return models.stream().anyMatch(KeySealing::isClear);
  }

  /** Returns the models with all keys encrypted. */
  List<Model> seal(List<Model> models) {
    return models.stream().map(model -> isClear(model) ? seal(model) : model).toList();
  }

  /**
   * Returns the text of a models file with all keys encrypted; unchanged if it has none in clear.
   */
  byte[] seal(byte[] modelsText) {
    try {
      Parts parts = text.read(ConfigFile.MODELS, modelsText, text.defaults());
      return isNeeded(parts.models())
          ? text.write(ConfigFile.MODELS, parts.withModels(seal(parts.models())))
          : modelsText;
    } catch (BindingException e) {
      return modelsText;
    }
  }

  private Model seal(Model model) {
    return model.withApiKey(model.apiKey().map(clear -> keys.encrypt(model.id(), clear)));
  }

  private static boolean isClear(Model model) {
    return model
        .apiKey()
        .filter(stored -> !stored.isBlank() && !ProviderKeys.isStoredForm(stored))
        .isPresent();
  }
}
