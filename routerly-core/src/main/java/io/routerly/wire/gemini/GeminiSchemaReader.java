package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;
import static io.routerly.wire.gemini.GeminiJson.object;
import static java.util.Locale.ROOT;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a schema in Gemini's dialect of OpenAPI as JSON schema. */
final class GeminiSchemaReader {
  /** Long numbers, which protobuf's JSON may write as texts. */
  private static final Set<String> COUNTS =
      Set.of("minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength");

  private GeminiSchemaReader() {}

  static JsonObject read(JsonObject schema) {
    boolean nullable = JsonValue.TRUE.equals(schema.get("nullable"));
    JsonObjectBuilder result = object();
    schema.forEach((word, value) -> read(word, value, nullable, schema, result));
    if (nullable && schema.get("anyOf") instanceof JsonArray options) {
      result.add("anyOf", options(options).add(object().add("type", "null")));
    }
    return result.build();
  }

  private static void read(
      String word, JsonValue value, boolean nullable, JsonObject schema, JsonObjectBuilder result) {
    switch (word) {
      case "nullable", "propertyOrdering" -> {}
      case "type" -> type(value, nullable, result);
      case "properties" -> result.add(word, properties(value, schema));
      case "items", "additionalProperties" ->
          result.add(word, value instanceof JsonObject inner ? read(inner) : value);
      case "anyOf" -> {
        if (value instanceof JsonArray options) {
          result.add(word, options(options));
        }
      }
      case "enum" -> {
        if (value instanceof JsonArray values) {
          JsonArrayBuilder all = array();
          values.forEach(all::add);
          result.add(word, nullable ? all.addNull() : all);
        }
      }
      case "example" -> result.add("examples", array().add(value));
      default -> result.add(word, COUNTS.contains(word) ? count(value) : value);
    }
  }

  private static void type(JsonValue value, boolean nullable, JsonObjectBuilder result) {
    if (value instanceof JsonString type && !type.getString().equals("TYPE_UNSPECIFIED")) {
      String name = type.getString().toLowerCase(ROOT);
      if (nullable) {
        result.add("type", array().add(name).add("null"));
      } else {
        result.add("type", name);
      }
    }
  }

  private static JsonArrayBuilder options(JsonArray options) {
    JsonArrayBuilder all = array();
    options.forEach(option -> all.add(option instanceof JsonObject o ? read(o) : option));
    return all;
  }

  /** JSON schema has no word for the order, but what reads it keeps to the one it stands in. */
  private static JsonValue properties(JsonValue value, JsonObject schema) {
    if (!(value instanceof JsonObject properties)) {
      return value;
    }
    Map<String, JsonValue> ordered = new LinkedHashMap<>();
    if (schema.get("propertyOrdering") instanceof List<?> names) {
      for (Object name : names) {
        if (name instanceof JsonString text && properties.containsKey(text.getString())) {
          ordered.put(text.getString(), properties.get(text.getString()));
        }
      }
    }
    properties.forEach(ordered::putIfAbsent);
    JsonObjectBuilder result = object();
    ordered.forEach(
        (name, each) -> result.add(name, each instanceof JsonObject o ? read(o) : each));
    return result.build();
  }

  private static JsonValue count(JsonValue value) {
    try {
      return value instanceof JsonString text
          ? array().add(Long.parseLong(text.getString())).build().get(0)
          : value;
    } catch (NumberFormatException e) {
      return value;
    }
  }
}
