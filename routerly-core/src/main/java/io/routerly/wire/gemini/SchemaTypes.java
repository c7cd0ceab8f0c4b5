package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.object;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a JSON schema says of types, and what it says to people. */
final class SchemaTypes {
  private SchemaTypes() {}

  /** Returns the types of a value, told or plain from what else is said. */
  static List<String> of(Map<String, JsonValue> said) {
    List<String> types = new ArrayList<>();
    JsonValue type = said.get("type");
    if (type instanceof JsonString one) {
      types.add(one.getString());
    } else if (type instanceof JsonArray several) {
      several.forEach(
          each -> {
            if (each instanceof JsonString text && !types.contains(text.getString())) {
              types.add(text.getString());
            }
          });
    } else if (said.containsKey("properties")) {
      types.add("object");
    } else if (said.containsKey("items")) {
      types.add("array");
    } else if (said.get("enum") instanceof JsonArray values) {
      if (values.contains(JsonValue.NULL)) {
        types.add("null");
      }
      if (values.stream().anyMatch(JsonString.class::isInstance)) {
        types.add("string");
      }
    }
    return types;
  }

  /** Returns whether an option allows nothing but null. */
  static boolean isNull(JsonValue option) {
    if (!(option instanceof JsonObject schema)) {
      return false;
    }
    boolean named =
        schema.get("type") instanceof JsonString type && type.getString().equals("null");
    return named || JsonValue.NULL.equals(schema.get("const"));
  }

  /** Writes the description. A format that Gemini does not know is told there, in words. */
  static void describe(Map<String, JsonValue> said, Set<String> formats, JsonObjectBuilder result) {
    String text = said.get("description") instanceof JsonString told ? told.getString() : "";
    if (said.get("format") instanceof JsonString format) {
      if (formats.contains(format.getString())) {
        result.add("format", format);
      } else {
        text += (text.isEmpty() ? "" : " ") + "(format: " + format.getString() + ")";
      }
    }
    if (!text.isEmpty()) {
      result.add("description", text);
    }
  }

  static JsonObject schema(Map<String, JsonValue> words) {
    JsonObjectBuilder result = object();
    words.forEach(result::add);
    return result.build();
  }
}
