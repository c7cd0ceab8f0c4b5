package io.routerly.wire.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.json.JsonFactories;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The JSON of this format: builders, texts, and names in either spelling. */
final class GeminiJson {
  /** What stands below these belongs to the application, so that its names are left alone. */
  private static final Set<String> FOREIGN =
      Set.of(
          "args",
          "response",
          "parametersJsonSchema",
          "responseJsonSchema",
          "labels",
          "default",
          "example",
          "enum");

  /** Names below these are the application's; what they name is not. */
  private static final Set<String> NAMED = Set.of("properties", "$defs", "defs");

  private GeminiJson() {}

  static JsonObjectBuilder object() {
    return JsonFactories.BUILDERS.createObjectBuilder();
  }

  static JsonArrayBuilder array() {
    return JsonFactories.BUILDERS.createArrayBuilder();
  }

  static JsonArray strings(List<String> texts) {
    return JsonFactories.BUILDERS.createArrayBuilder(texts).build();
  }

  /** Returns the object that a text holds, if it is one. */
  static Optional<JsonObject> parse(String text) {
    try {
      return Optional.of(JsonTrees.object(text.getBytes(UTF_8)));
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  static String text(JsonValue value) {
    return new String(JsonTrees.bytes(value), UTF_8);
  }

  /**
   * Returns a request with its names in camel case. Google's parsers take both spellings of a name.
   *
   * @see <a href="https://protobuf.dev/programming-guides/json/">protobuf's JSON</a>
   */
  static JsonObject camelCase(JsonObject object) {
    JsonObjectBuilder result = object();
    for (Map.Entry<String, JsonValue> field : object.entrySet()) {
      String name = camelCase(field.getKey());
      result.add(name, FOREIGN.contains(name) ? field.getValue() : below(name, field.getValue()));
    }
    return result.build();
  }

  private static JsonValue below(String name, JsonValue value) {
    if (value instanceof JsonObject object) {
      return NAMED.contains(name) ? valuesOf(object) : camelCase(object);
    }
    if (value instanceof JsonArray list) {
      JsonArrayBuilder items = array();
      list.forEach(item -> items.add(below("", item)));
      return items.build();
    }
    return value;
  }

  private static JsonObject valuesOf(JsonObject named) {
    JsonObjectBuilder result = object();
    named.forEach((name, value) -> result.add(name, below("", value)));
    return result.build();
  }

  private static String camelCase(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder(name.length());
    boolean raise = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_' && camel.length() > 0) {
        raise = true;
      } else {
        camel.append(raise ? Character.toUpperCase(c) : c);
        raise = false;
      }
    }
    return camel.toString();
  }
}
