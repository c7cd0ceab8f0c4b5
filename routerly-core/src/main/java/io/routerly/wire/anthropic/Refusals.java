package io.routerly.wire.anthropic;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Map;

/** Leaves out what an API refuses, and renames what it calls differently. */
final class Refusals {
  private static final Map<String, ChatField> FIELDS =
      Map.ofEntries(
          Map.entry("temperature", ChatField.TEMPERATURE),
          Map.entry("top_p", ChatField.TOP_P),
          Map.entry("top_k", ChatField.TOP_K),
          Map.entry("stop_sequences", ChatField.STOP),
          Map.entry("tools", ChatField.TOOLS),
          Map.entry("tool_choice", ChatField.TOOL_CHOICE),
          Map.entry("thinking", ChatField.REASONING_EFFORT),
          Map.entry("metadata", ChatField.USER),
          Map.entry("service_tier", ChatField.SERVICE_TIER));

  private Refusals() {}

  static JsonObject apply(JsonObject body, ApiTraits traits, Losses losses) {
    if (traits.refused().isEmpty() && traits.renamed().isEmpty()) {
      return body;
    }
    JsonObjectBuilder fitted = Blocks.object();
    body.forEach(
        (name, value) -> {
          if (!traits.refused().contains(name)) {
            fitted.add(traits.renamed().getOrDefault(name, name), value);
          } else if (!saysNothing(name, value)) {
            drop(name, losses);
          }
        });
    return fitted.build();
  }

  private static void drop(String name, Losses losses) {
    ChatField field = FIELDS.get(name);
    if (field == null) {
      losses.drop(name);
    } else {
      losses.drop(field);
    }
  }

  /** A temperature of 1 is what holds anyway. */
  private static boolean saysNothing(String name, JsonValue value) {
    return name.equals("temperature")
        && value instanceof JsonNumber number
        && number.bigDecimalValue().compareTo(BigDecimal.ONE) == 0;
  }
}
