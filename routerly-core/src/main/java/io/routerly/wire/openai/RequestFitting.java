package io.routerly.wire.openai;

import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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
    } else if (!isDefault(name, value)) {
      FieldNames.top(name).ifPresent(losses::drop);
    }
  }

  private static boolean isDefault(String name, JsonValue value) {
    return switch (name) {
      case "parallel_tool_calls" -> value == JsonValue.TRUE;
      case "service_tier" -> value.toString().equals("\"default\"");
      case "verbosity" -> value.toString().equals("\"medium\"");
      case "tool_choice" -> value.toString().equals("\"auto\"");
      case "temperature", "top_p" -> value.toString().matches("1(\\.0+)?");
      default -> false;
    };
  }
}
