package io.routerly.wire.responses;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a schema says all that strict calls need: every object within it names its fields,
 * requires all of them and allows no others.
 *
 * @see <a href="https://platform.openai.com/docs/guides/structured-outputs#supported-schemas">what
 *     strict schemas are</a>
 */
final class StrictSchema {
  private static final Set<String> NAMED = Set.of("properties", "$defs", "definitions");

  private StrictSchema() {}

  static boolean isClosed(JsonObject schema) {
    return (!isOfObjects(schema) || closes(schema))
        && schema.entrySet().stream()
            .allMatch(
                word ->
                    NAMED.contains(word.getKey())
                        ? areClosed(word.getValue())
                        : isClosed(word.getKey(), word.getValue()));
  }

  private static boolean areClosed(JsonValue schemas) {
    return !(schemas instanceof JsonObject named)
        || named.values().stream().allMatch(StrictSchema::isClosedIfSchema);
  }

  private static boolean isClosed(String word, JsonValue value) {
    return switch (word) {
      case "items" -> isClosedIfSchema(value);
      case "anyOf" ->
          !(value instanceof JsonArray all)
              || all.stream().allMatch(StrictSchema::isClosedIfSchema);
      // What strict calls cannot hold to at all.
      case "allOf", "oneOf", "not", "patternProperties", "if" -> false;
      default -> true;
    };
  }

  private static boolean isClosedIfSchema(JsonValue value) {
    return !(value instanceof JsonObject schema) || isClosed(schema);
  }

  private static boolean isOfObjects(JsonObject schema) {
    JsonValue type = schema.get("type");
    if (type instanceof JsonArray types) {
      return types.stream().anyMatch(StrictSchema::isObject);
    }
    return isObject(type) || schema.containsKey("properties");
  }

  private static boolean isObject(@Nullable JsonValue type) {
    return type instanceof JsonString word && word.getString().equals("object");
  }

  private static boolean closes(JsonObject schema) {
    if (!JsonValue.FALSE.equals(schema.get("additionalProperties"))
        || !(schema.get("properties") instanceof JsonObject properties)) {
      return false;
    }
    Set<String> required =
        schema.get("required") instanceof JsonArray names
            ? names.stream()
                .filter(JsonString.class::isInstance)
                .map(name -> ((JsonString) name).getString())
                .collect(Collectors.toSet())
            : Set.of();
    return required.containsAll(properties.keySet());
  }
}
