package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.json.JsonFactories;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;

/** Makes the JSON trees of this format. */
final class Nodes {
  private Nodes() {}

  static JsonObjectBuilder object() {
    return JsonFactories.BUILDERS.createObjectBuilder();
  }

  /** Returns a builder that begins with the fields of {@code start}. */
  static JsonObjectBuilder object(JsonObject start) {
    return JsonFactories.BUILDERS.createObjectBuilder(start);
  }

  static JsonArrayBuilder array() {
    return JsonFactories.BUILDERS.createArrayBuilder();
  }

  static JsonArray array(Collection<? extends JsonValue> values) {
    JsonArrayBuilder array = array();
    values.forEach(array::add);
    return array.build();
  }

  static JsonArray strings(Collection<String> values) {
    JsonArrayBuilder array = array();
    values.forEach(array::add);
    return array.build();
  }

  static JsonString string(String text) {
    return JsonTrees.string(text);
  }

  /** Returns an object of one field. */
  static JsonObject of(String field, JsonValue value) {
    return object().add(field, value).build();
  }

  /** Returns {@code {"type": type, field: value}}. */
  static JsonObject typed(String type, String field, JsonValue value) {
    return object().add("type", type).add(field, value).build();
  }

  static String text(JsonValue value) {
    return new String(JsonTrees.bytes(value), UTF_8);
  }
}
