package io.routerly.testkit.wire;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes JSON in one expression. */
final class WireJson {
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private WireJson() {}

  /** Returns an object of alternating names and values, in that order. */
  static JsonObject object(Object... namesAndValues) {
    JsonObjectBuilder builder = BUILDERS.createObjectBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add((String) namesAndValues[i], value(namesAndValues[i + 1]));
    }
    return builder.build();
  }

  static JsonArray array(Object... values) {
    return list(List.of(values));
  }

  static JsonArray list(List<?> values) {
    JsonArrayBuilder builder = BUILDERS.createArrayBuilder();
    values.forEach(value -> builder.add(value(value)));
    return builder.build();
  }

  /** Returns {@code object} with one more member at its end, or another value for it. */
  static JsonObject with(JsonObject object, String name, Object value) {
    return BUILDERS.createObjectBuilder(object).add(name, value(value)).build();
  }

  static JsonObject without(JsonObject object, String name) {
    return BUILDERS.createObjectBuilder(object).remove(name).build();
  }

  static JsonValue string(String text) {
    return Json.createValue(text);
  }

  /** Reads a JSON object. */
  static JsonObject parse(String json) {
    try (JsonReader reader = READERS.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  static byte[] bytes(JsonValue value) {
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonValue value(Object value) {
    if (value instanceof JsonValue json) {
      return json;
    }
    if (value instanceof String text) {
      return Json.createValue(text);
    }
    if (value instanceof Integer number) {
      return Json.createValue(number);
    }
    if (value instanceof Long number) {
      return Json.createValue(number);
    }
    if (value instanceof BigDecimal number) {
      return Json.createValue(number);
    }
    if (value instanceof Boolean flag) {
      return flag ? JsonValue.TRUE : JsonValue.FALSE;
    }
    throw new IllegalArgumentException("No JSON value: " + value.getClass());
  }
}
