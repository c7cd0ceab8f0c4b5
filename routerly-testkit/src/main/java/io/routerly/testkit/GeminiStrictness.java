package io.routerly.testkit;

import io.routerly.testkit.wire.ApiError;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Gemini refuses in a body, above all schemas that say more than it understands. */
final class GeminiStrictness {
  private static final Set<String> SCHEMA_KEYWORDS =
      Set.of(
          "type",
          "format",
          "title",
          "description",
          "nullable",
          "enum",
          "default",
          "example",
          "items",
          "minItems",
          "maxItems",
          "properties",
          "required",
          "propertyOrdering",
          "minProperties",
          "maxProperties",
          "minLength",
          "maxLength",
          "pattern",
          "minimum",
          "maximum",
          "anyOf");

  private GeminiStrictness() {}

  static void check(JsonObject body) {
    JsonRequest.list(body, "contents");
    for (JsonObject content : body.getJsonArray("contents").getValuesAs(JsonObject.class)) {
      if (!List.of("user", "model").contains(content.getString("role", "user"))) {
        throw refuse("A role is user or model, not " + content.getString("role") + ".");
      }
      JsonRequest.list(content, "parts");
    }
    turns(body.getJsonArray("contents").getValuesAs(JsonObject.class));
    for (JsonObject tool : objects(body, "tools")) {
      for (JsonObject function : objects(tool, "functionDeclarations")) {
        JsonRequest.text(function, "name");
        schema(function.get("parameters"));
      }
    }
    if (body.get("generationConfig") instanceof JsonObject config) {
      schema(config.get("responseSchema"));
    }
  }

  /** A turn of calls is followed by a turn with as many responses, and no response comes alone. */
  private static void turns(List<JsonObject> contents) {
    long calls = 0;
    for (JsonObject content : contents) {
      if (count(content, "functionResponse") != calls) {
        throw refuse("A turn needs as many function responses as the turn before had calls.");
      }
      calls = count(content, "functionCall");
    }
  }

  private static long count(JsonObject content, String kind) {
    return objects(content, "parts").stream().filter(part -> part.containsKey(kind)).count();
  }

  private static List<JsonObject> objects(JsonObject parent, String name) {
    return parent.get(name) instanceof JsonArray list
        ? list.getValuesAs(JsonObject.class)
        : List.of();
  }

  private static void schema(@Nullable JsonValue value) {
    if (!(value instanceof JsonObject schema)) {
      return;
    }
    for (Map.Entry<String, JsonValue> member : schema.entrySet()) {
      if (!SCHEMA_KEYWORDS.contains(member.getKey())) {
        throw refuse("Unknown name \"" + member.getKey() + "\" in a schema.");
      }
    }
    schema(schema.get("items"));
    // names of properties are free, whatever keyword they look like
    if (schema.get("properties") instanceof JsonObject properties) {
      properties.values().forEach(GeminiStrictness::schema);
    }
    objects(schema, "anyOf").forEach(GeminiStrictness::schema);
  }

  private static RefusedException refuse(String message) {
    return new RefusedException(ApiError.of(400, message));
  }
}
