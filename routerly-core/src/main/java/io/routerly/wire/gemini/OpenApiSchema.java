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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON schema in Gemini's dialect of OpenAPI, in which every schema has one type,
 * references are written out, and {@code null} is a mark on another type. One owner thread.
 */
final class OpenApiSchema {
  /** More than any number of keywords: Gemini would refuse the request. */
  private static final int REFUSED = 1_000;

  private static final int MOST_SCHEMAS = 4_000;
  private static final int DEEPEST = 64;

  private static final Map<String, Set<String>> OF_TYPE =
      Map.of(
          "string", Set.of("minLength", "maxLength", "pattern"),
          "integer", Set.of("minimum", "maximum"),
          "number", Set.of("minimum", "maximum"),
          "boolean", Set.of(),
          "array", Set.of("minItems", "maxItems"),
          "object", Set.of("minProperties", "maxProperties"));

  private static final Set<String> FORMATS =
      Set.of("date-time", "enum", "float", "double", "int32", "int64");

  private static final Set<String> SHAPES =
      Set.of("type", "properties", "required", "items", "prefixItems", "enum");

  private final JsonObject root;
  private final SchemaWords words;
  private int schemas;

  OpenApiSchema(JsonObject root) {
    this.root = root;
    this.words = new SchemaWords(root);
  }

  JsonObject convert() {
    return convert(root, List.of(), false);
  }

  /** Returns how much of the schema's meaning was lost. */
  int lost() {
    return words.lost();
  }

  private JsonObject convert(JsonValue value, List<String> within, boolean orNull) {
    if (!(value instanceof JsonObject schema)
        || ++schemas > MOST_SCHEMAS
        || within.size() > DEEPEST) {
      words.lose(REFUSED);
      return object().build();
    }
    Map<String, JsonValue> said = words.of(schema);
    List<String> inside = new ArrayList<>(within);
    inside.add("");
    while (said.remove("$ref") instanceof JsonString ref) {
      String name = ref.getString();
      JsonObject target = words.resolve(name).orElse(null);
      if (target == null || inside.contains(name)) {
        words.lose(1);
        return object().add("type", "OBJECT").build();
      }
      inside.add(name);
      words.merge(said, words.of(target));
    }
    return write(said, inside, orNull || JsonValue.TRUE.equals(said.get("nullable")));
  }

  private JsonObject write(Map<String, JsonValue> said, List<String> within, boolean orNull) {
    JsonArray options = options(said);
    if (options != null) {
      return choose(said, options, within, orNull);
    }
    List<String> types = SchemaTypes.of(said);
    boolean nullable = types.remove("null") || orNull;
    if (types.size() == 1) {
      return single(types.get(0), said, within, nullable);
    }
    if (types.isEmpty()) {
      words.lose(REFUSED);
      return object().build();
    }
    JsonArrayBuilder all = array();
    types.forEach(type -> all.add(single(type, said, within, nullable)));
    return object().add("anyOf", all).build();
  }

  private @Nullable JsonArray options(Map<String, JsonValue> said) {
    JsonValue any = said.remove("anyOf");
    JsonValue one = said.remove("oneOf");
    words.lose(any != null && one != null ? 1 : 0);
    return any instanceof JsonArray list ? list : one instanceof JsonArray list ? list : null;
  }

  /** Beside {@code anyOf} nothing else may stand, so that each option says it again. */
  private JsonObject choose(
      Map<String, JsonValue> said, JsonArray options, List<String> within, boolean orNull) {
    List<JsonValue> others =
        options.stream().filter(option -> !SchemaTypes.isNull(option)).toList();
    boolean nullable = orNull || others.size() < options.size();
    if (others.size() == 1 && others.get(0) instanceof JsonObject only) {
      Map<String, JsonValue> merged = new LinkedHashMap<>(only);
      words.merge(merged, said);
      return convert(SchemaTypes.schema(merged), within, nullable);
    }
    words.lose(said.keySet().stream().anyMatch(SHAPES::contains) ? REFUSED : 0);
    JsonArrayBuilder all = array();
    for (JsonValue option : others) {
      Map<String, JsonValue> each = new LinkedHashMap<>();
      if (option instanceof JsonObject schema) {
        each.putAll(schema);
      } else {
        words.lose(REFUSED);
      }
      if (said.get("description") != null) {
        each.putIfAbsent("description", said.get("description"));
      }
      all.add(convert(SchemaTypes.schema(each), within, nullable));
    }
    return object().add("anyOf", all).build();
  }

  private JsonObject single(
      String type, Map<String, JsonValue> said, List<String> within, boolean nullable) {
    JsonObjectBuilder result = object().add("type", type.toUpperCase(ROOT));
    if (nullable) {
      result.add("nullable", true);
    }
    SchemaTypes.describe(said, FORMATS, result);
    said.forEach(
        (word, value) -> {
          if (OF_TYPE.getOrDefault(type, Set.of()).contains(word)
              || word.equals("title")
              || word.equals("default")) {
            result.add(word, value);
          }
        });
    if (said.get("enum") instanceof JsonArray values) {
      choices(type, values, result);
    }
    if (type.equals("object")) {
      members(said, within, result);
    } else if (type.equals("array")) {
      elements(said, within, result);
    }
    return result.build();
  }

  private void choices(String type, JsonArray values, JsonObjectBuilder result) {
    List<JsonValue> texts =
        values.stream()
            .filter(v -> v instanceof JsonString text && !text.getString().isEmpty())
            .toList();
    long nulls = values.stream().filter(JsonValue.NULL::equals).count();
    words.lose(texts.size() + nulls < values.size() ? 1 : 0);
    if (type.equals("string") && !texts.isEmpty()) {
      JsonArrayBuilder all = array();
      texts.forEach(all::add);
      result.add("enum", all);
    }
  }

  private void members(Map<String, JsonValue> said, List<String> within, JsonObjectBuilder result) {
    if (said.get("additionalProperties") instanceof JsonObject) {
      words.lose(1);
    }
    if (!(said.get("properties") instanceof JsonObject properties) || properties.isEmpty()) {
      words.lose(REFUSED);
      return;
    }
    JsonObjectBuilder all = object();
    properties.forEach((name, schema) -> all.add(name, convert(schema, within, false)));
    result.add("properties", all);
    if (said.get("required") instanceof JsonArray names) {
      JsonArrayBuilder known = array();
      names.stream()
          .filter(n -> n instanceof JsonString name && properties.containsKey(name.getString()))
          .forEach(known::add);
      result.add("required", known);
    }
  }

  private void elements(
      Map<String, JsonValue> said, List<String> within, JsonObjectBuilder result) {
    words.lose(said.containsKey("prefixItems") ? 1 : 0);
    result.add("items", convert(said.getOrDefault("items", JsonValue.NULL), within, false));
  }
}
