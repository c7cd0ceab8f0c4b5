package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;
import static io.routerly.wire.gemini.GeminiJson.object;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a JSON schema with those keywords alone that Gemini names. One owner thread. */
final class PlainSchema {
  private static final Set<String> KEPT =
      Set.of(
          "type",
          "minItems",
          "maxItems",
          "minimum",
          "maximum",
          "required",
          "propertyOrdering",
          "title");

  /** What limits a value and is known to Gemini's other dialect only. */
  private static final List<String> LIMITS =
      List.of("pattern", "minLength", "maxLength", "minProperties", "maxProperties");

  private static final Set<String> FORMATS = Set.of("date-time", "date", "time");

  private final JsonObject root;
  private final SchemaWords words;

  PlainSchema(JsonObject root) {
    this.root = root;
    this.words = new SchemaWords(root);
  }

  JsonObject convert() {
    return convert(root);
  }

  /** Returns how much of the schema's meaning was lost. */
  int lost() {
    return words.lost();
  }

  private JsonObject convert(JsonValue value) {
    if (!(value instanceof JsonObject schema)) {
      words.lose(JsonValue.FALSE.equals(value) ? 1 : 0);
      return object().build();
    }
    Map<String, JsonValue> said = words.of(schema);
    JsonObjectBuilder result = object();
    definitions(said, result);
    if (said.get("$ref") instanceof JsonString ref) {
      reference(ref.getString(), said, result);
      return result.build();
    }
    SchemaTypes.describe(said, FORMATS, result);
    for (Map.Entry<String, JsonValue> word : said.entrySet()) {
      write(word.getKey(), word.getValue(), result);
    }
    if (JsonValue.TRUE.equals(said.get("nullable")) && said.get("type") instanceof JsonString t) {
      result.add("type", array().add(t).add("null"));
    }
    return result.build();
  }

  private void definitions(Map<String, JsonValue> said, JsonObjectBuilder result) {
    JsonObjectBuilder all = object();
    boolean some = false;
    for (String place : List.of("definitions", "$defs")) {
      if (said.remove(place) instanceof JsonObject schemas) {
        schemas.forEach((name, schema) -> all.add(name, convert(schema)));
        some |= !schemas.isEmpty();
      }
    }
    if (some) {
      result.add("$defs", all);
    }
  }

  /** Beside a reference nothing else may stand. */
  private void reference(String to, Map<String, JsonValue> said, JsonObjectBuilder result) {
    String name = to.substring(to.lastIndexOf('/') + 1);
    boolean known =
        (to.equals("#/$defs/" + name) || to.equals("#/definitions/" + name))
            && words.resolve(to).isPresent();
    words.lose(known ? 0 : 1);
    if (known) {
      result.add("$ref", "#/$defs/" + name);
    }
    words.lose(said.containsKey("properties") || said.containsKey("enum") ? 1 : 0);
  }

  private void write(String word, JsonValue value, JsonObjectBuilder result) {
    if (KEPT.contains(word)) {
      result.add(word, value);
    } else if (LIMITS.contains(word)) {
      words.lose(1);
    } else if (word.equals("properties") && value instanceof JsonObject properties) {
      JsonObjectBuilder all = object();
      properties.forEach((name, schema) -> all.add(name, convert(schema)));
      result.add(word, all);
    } else if (word.equals("items") && !(value instanceof JsonArray)) {
      result.add(word, convert(value));
    } else if (word.equals("items") || word.equals("prefixItems")) {
      each("prefixItems", value, result);
    } else if (word.equals("anyOf") || word.equals("oneOf")) {
      each(word, value, result);
    } else if (word.equals("additionalProperties")) {
      result.add(word, value instanceof JsonObject ? convert(value) : value);
    } else if (word.equals("enum") && value instanceof JsonArray values) {
      choices(values, result);
    }
  }

  private void each(String word, JsonValue value, JsonObjectBuilder result) {
    if (value instanceof JsonArray schemas) {
      JsonArrayBuilder all = array();
      schemas.forEach(schema -> all.add(convert(schema)));
      result.add(word, all);
    }
  }

  /** Texts and numbers only: what is one of true and false needs no list. */
  private void choices(JsonArray values, JsonObjectBuilder result) {
    boolean other =
        values.stream()
            .map(JsonValue::getValueType)
            .anyMatch(type -> !Set.of("STRING", "NUMBER", "NULL").contains(type.name()));
    words.lose(other ? 1 : 0);
    if (!other) {
      result.add("enum", values);
    }
  }
}
