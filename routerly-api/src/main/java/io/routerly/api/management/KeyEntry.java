package io.routerly.api.management;

import io.routerly.api.http.Refusals;
import io.routerly.secret.ProviderKeys;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns a provider key as someone entered it into its stored form. Thread-safe. */
final class KeyEntry {
  private static final Pattern KEY = Pattern.compile("[!-~]{1,8192}");

  private final ProviderKeys keys;

  KeyEntry(ProviderKeys keys) {
    this.keys = keys;
  }

  /**
   * Returns the stored form of a key for that model; empty if the text is empty or a mask.
   *
   * @param pointer where in the request it was entered
   * @throws io.routerly.error.GatewayException {@code invalid_request} if it cannot be a key
   */
  Optional<String> stored(String pointer, String modelId, String entered) {
    String text = entered.strip();
    if (text.isEmpty() || Masks.ofKey(text)) {
      return Optional.empty();
    }
    if (text.startsWith(ProviderKeys.ENV)) {
      requireAllowed(pointer, text.substring(ProviderKeys.ENV.length()));
      return Optional.of(text);
    }
    if (ProviderKeys.isStoredForm(text) || !KEY.matcher(text).matches()) {
      throw Refusals.wrongField(
          pointer, "must be the key itself, in printable characters without spaces, or env:NAME");
    }
    return Optional.of(keys.encrypt(modelId, text));
  }

  /**
   * Returns the stored form of a key for that model.
   *
   * @param pointer where in the request it was entered
   * @throws io.routerly.error.GatewayException {@code invalid_request} if it cannot be a key
   */
  String required(String pointer, String modelId, String entered) {
    return stored(pointer, modelId, entered)
        .orElseThrow(
            () -> Refusals.wrongField(pointer, "must be the key itself, not a mask or nothing"));
  }

  private static void requireAllowed(String pointer, String variable) {
    if (!ProviderKeys.isAllowedVariable(variable)) {
      throw Refusals.wrongField(
          pointer, "must name a variable that ends in _API_KEY or begins with ROUTERLY_SECRET_");
    }
  }
}
