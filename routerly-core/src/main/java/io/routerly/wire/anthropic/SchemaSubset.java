package io.routerly.wire.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fits a JSON schema to what structured outputs take.
 *
 * <p>Every object must be closed, and only the structure can be enforced: other constraints, such
 * as the length of a text, would be refused. They are told to the model in the description instead,
 * as Anthropic's own SDKs do.
 *
 * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/structured-outputs">the limits
 *     of schemas</a>
 */
final class SchemaSubset {
  private static final Set<String> KEPT =
      Set.of("type", "enum", "const", "$ref", "title", "description", "default", "required");
  private static final Set<String> SCHEMAS_BY_NAME = Set.of("properties", "$defs", "definitions");
  private static final Set<String> SCHEMA_LISTS = Set.of("anyOf", "allOf", "oneOf");

  /** Say nothing of what is valid. */
  private static final Set<String> NOTES =
      Set.of("$schema", "$id", "$comment", "examples", "deprecated", "readOnly", "writeOnly");

  private static final Set<String> FORMATS =
      Set.of(
          "date-time",
          "time",
          "date",
          "duration",
          "email",
          "hostname",
          "uri",
          "ipv4",
          "ipv6",
          "uuid");

  private final JsonObject schema;
  private boolean lossy;

  private SchemaSubset(JsonObject schema) {
    this.schema = fit(schema);
  }

  static SchemaSubset of(JsonObject schema) {
    return new SchemaSubset(schema);
  }

  JsonObject schema() {
    return schema;
  }

  /** Returns whether the fitted schema accepts other values than the original was meant to. */
  boolean isLossy() {
    return lossy;
  }

  private JsonObject fit(JsonObject original) {
    JsonObjectBuilder fitted = Blocks.object();
    List<String> told = new ArrayList<>();
    for (Map.Entry<String, JsonValue> entry : original.entrySet()) {
      keyword(entry.getKey(), entry.getValue(), fitted, told);
    }
    if (isObject(original)) {
      close(original, fitted);
    }
    if (!told.isEmpty()) {
      lossy = true;
      String known =
          original.get("description") instanceof JsonString text ? text.getString() + "\n" : "";
      fitted.add("description", known + "{" + String.join(", ", told) + "}");
    }
    return fitted.build();
  }

  private void keyword(String name, JsonValue value, JsonObjectBuilder fitted, List<String> told) {
    if (KEPT.contains(name)) {
      fitted.add(name, value);
    } else if (SCHEMAS_BY_NAME.contains(name) && value instanceof JsonObject schemas) {
      fitted.add(name, byName(schemas));
    } else if (SCHEMA_LISTS.contains(name) && value instanceof JsonArray schemas) {
      lossy |= name.equals("oneOf"); // what fits two of them is accepted as well
      fitted.add(name.equals("oneOf") ? "anyOf" : name, list(schemas));
    } else if (name.equals("items") && value instanceof JsonObject items) {
      fitted.add(name, fit(items));
    } else if (isSupported(name, value)) {
      fitted.add(name, value);
    } else if (!NOTES.contains(name) && !name.equals("additionalProperties")) {
      told.add(name + ": " + value);
    }
  }

  private static boolean isSupported(String name, JsonValue value) {
    return switch (name) {
      case "format" -> value instanceof JsonString format && FORMATS.contains(format.getString());
      case "minItems" ->
          value instanceof JsonNumber items
              && items.toString().length() == 1
              && items.toString().charAt(0) <= '1';
      default -> false;
    };
  }

  private static boolean isObject(JsonObject original) {
    return original.containsKey("properties")
        || (original.get("type") instanceof JsonString type && type.getString().equals("object"))
        || (original.get("type") instanceof JsonArray types
            && types.stream()
                .anyMatch(type -> type instanceof JsonString t && t.getString().equals("object")));
  }

  /** Properties that the schema does not name are shut out, also where they were wanted. */
  private void close(JsonObject original, JsonObjectBuilder fitted) {
    JsonValue additional = original.getOrDefault("additionalProperties", JsonValue.FALSE);
    lossy |= !additional.equals(JsonValue.FALSE) || !original.containsKey("properties");
    fitted.add("additionalProperties", false);
  }

  private JsonObject byName(JsonObject schemas) {
    JsonObjectBuilder fitted = Blocks.object();
    schemas.forEach(
        (name, value) -> fitted.add(name, value instanceof JsonObject inner ? fit(inner) : value));
    return fitted.build();
  }

  private JsonArray list(JsonArray schemas) {
    JsonArrayBuilder fitted = Blocks.array();
    schemas.forEach(value -> fitted.add(value instanceof JsonObject inner ? fit(inner) : value));
    return fitted.build();
  }
}
