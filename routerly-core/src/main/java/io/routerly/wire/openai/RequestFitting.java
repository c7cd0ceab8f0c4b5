package io.routerly.wire.openai;

import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.DefaultValues;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;

/**
 * Leaves out what an API refuses at the top of a request, and renames what it calls differently.
 */
record RequestFitting(ApiTraits traits, Losses losses) {
  JsonObject fit(JsonObject request) {
    if (traits.refused().isEmpty() && traits.renamed().isEmpty()) {
      return request;
    }
    JsonObjectBuilder fitted = Nodes.object();
    request.forEach((name, value) -> field(fitted, name, value));
    return fitted.build();
  }

  private void field(JsonObjectBuilder fitted, String name, JsonValue value) {
    if (!traits.refused().contains(name)) {
      fitted.add(traits.renamed().getOrDefault(name, name), value);
    } else if (!DefaultValues.saysNothing(name, text(value))) {
      FieldNames.top(name).ifPresent(losses::drop);
    }
  }

  /** What has parts says something: the writer leaves empty ones out. */
  private static String text(JsonValue value) {
    return value instanceof JsonStructure ? "..." : value.toString();
  }
}
