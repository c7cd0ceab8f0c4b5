package io.routerly.wire.gemini;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JSON schema as Gemini takes it.
 *
 * <p>Gemini has two fields for a schema. The older one, which every model knows, holds a dialect of
 * OpenAPI without references and free-form objects; the newer one holds JSON schema itself, with
 * fewer keywords on values. The older one is taken where it says all, and else the one that loses
 * less.
 *
 * @param field the name of the field
 * @param schema nothing for a function that takes no arguments
 * @param loss what is lost, if anything is
 * @see <a href="https://ai.google.dev/api/caching#Schema">Schema</a>
 * @see <a href="https://ai.google.dev/gemini-api/docs/structured-output">the keywords of JSON
 *     schema</a>
 */
record GeminiSchema(String field, Optional<JsonObject> schema, Optional<ChatField> loss) {
  /** Returns the schema of a function's parameters. */
  static GeminiSchema parameters(JsonObject schema) {
    return takesNothing(schema)
        ? new GeminiSchema("parameters", Optional.empty(), Optional.empty())
        : fit(schema, "parameters", "parametersJsonSchema", ChatField.TOOL_SCHEMA);
  }

  /** Returns the schema of an answer. */
  static GeminiSchema response(JsonObject schema) {
    return fit(schema, "responseSchema", "responseJsonSchema", ChatField.RESPONSE_SCHEMA);
  }

  private static GeminiSchema fit(JsonObject schema, String plain, String json, ChatField field) {
    OpenApiSchema dialect = new OpenApiSchema(schema);
    JsonObject first = dialect.convert();
    if (dialect.lost() == 0) {
      return new GeminiSchema(plain, Optional.of(first), Optional.empty());
    }
    PlainSchema standard = new PlainSchema(schema);
    JsonObject second = standard.convert();
    boolean older = dialect.lost() <= standard.lost();
    boolean lossy = Math.min(dialect.lost(), standard.lost()) > 0;
    return new GeminiSchema(
        older ? plain : json,
        Optional.of(older ? first : second),
        lossy ? Optional.of(field) : Optional.empty());
  }

  /** An object without properties is refused as the schema of parameters. */
  private static boolean takesNothing(JsonObject schema) {
    boolean empty =
        !(schema.get("properties") instanceof JsonObject properties) || properties.isEmpty();
    boolean more =
        Stream.of("$ref", "anyOf", "oneOf", "allOf", "patternProperties")
            .anyMatch(schema::containsKey);
    boolean free =
        schema.get("additionalProperties") instanceof JsonObject
            || schema.getBoolean("additionalProperties", false);
    return empty && !more && !free && !(schema.get("type") instanceof JsonArray);
  }

  /** Adds the schema to what it belongs to. */
  void addTo(JsonObjectBuilder target, Losses losses) {
    schema.ifPresent(value -> target.add(field, value));
    loss.ifPresent(losses::drop);
  }
}
