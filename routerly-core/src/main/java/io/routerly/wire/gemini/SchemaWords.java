package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;

import io.routerly.json.JsonFactories;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keywords of one schema, said in as few different words as there are, and a count of what was
 * lost on the way. One owner thread.
 */
final class SchemaWords {
  /** Keywords that limit what a value may be, and that neither field of Gemini's knows. */
  private static final Set<String> LIMITS =
      Set.of(
          "multipleOf",
          "contains",
          "minContains",
          "maxContains",
          "not",
          "if",
          "then",
          "else",
          "dependentRequired",
          "dependentSchemas",
          "dependencies",
          "patternProperties",
          "propertyNames",
          "unevaluatedItems",
          "additionalItems");

  private static final int MOST_MERGES = 256;

  private final JsonObject root;
  private int lost;
  private int merges;

  SchemaWords(JsonObject root) {
    this.root = root;
  }

  int lost() {
    return lost;
  }

  void lose(int weight) {
    lost += weight;
  }

  /** Returns the keywords of a schema, without those that can be said otherwise. */
  Map<String, JsonValue> of(JsonObject schema) {
    Map<String, JsonValue> words = new LinkedHashMap<>(schema);
    JsonValue constant = words.remove("const");
    if (constant != null) {
      words.putIfAbsent("enum", array().add(constant).build());
    }
    if (words.remove("allOf") instanceof JsonArray all) {
      all.forEach(part -> mergePart(words, part));
    }
    bound(words, "exclusiveMinimum", "minimum", BigDecimal.ONE);
    bound(words, "exclusiveMaximum", "maximum", BigDecimal.ONE.negate());
    for (String limit : LIMITS) {
      lost += words.remove(limit) == null ? 0 : 1;
    }
    lost += JsonValue.TRUE.equals(words.remove("uniqueItems")) ? 1 : 0;
    return words;
  }

  /** Of whole numbers, those above n begin with n + 1. */
  private void bound(
      Map<String, JsonValue> words, String exclusive, String inclusive, BigDecimal step) {
    JsonValue said = words.remove(exclusive);
    if (JsonValue.TRUE.equals(said)) {
      said = words.remove(inclusive); // so did JSON schema up to its draft 4
    }
    if (!(said instanceof JsonNumber number)) {
      return;
    }
    boolean whole =
        words.get("type") instanceof JsonString type && type.getString().equals("integer");
    BigDecimal edge = number.bigDecimalValue();
    if (!whole || edge.precision() - edge.scale() > 18 || edge.scale() > 18) {
      lost++;
      words.putIfAbsent(inclusive, said);
      return;
    }
    RoundingMode rounding = step.signum() > 0 ? RoundingMode.FLOOR : RoundingMode.CEILING;
    JsonArray bound = array().add(edge.setScale(0, rounding).add(step)).build();
    words.putIfAbsent(inclusive, bound.get(0));
  }

  private void mergePart(Map<String, JsonValue> words, JsonValue part) {
    if (!(part instanceof JsonObject schema) || ++merges > MOST_MERGES) {
      lost += JsonValue.TRUE.equals(part) ? 0 : 1;
      return;
    }
    Map<String, JsonValue> more = of(schema);
    if (more.remove("$ref") instanceof JsonString ref) {
      Optional<JsonObject> target = resolve(ref.getString());
      lost += target.isPresent() ? 0 : 1;
      target.ifPresent(found -> mergePart(words, found));
    }
    merge(words, more);
  }

  /** Adds keywords to those that hold already. */
  void merge(Map<String, JsonValue> words, Map<String, JsonValue> more) {
    more.forEach((word, value) -> words.merge(word, value, (old, other) -> both(word, old, other)));
  }

  private JsonValue both(String word, JsonValue old, JsonValue other) {
    if (old.equals(other) || word.equals("description") || word.equals("title")) {
      return old;
    }
    if (word.equals("properties")
        && old instanceof JsonObject one
        && other instanceof JsonObject two) {
      JsonObjectBuilder all = JsonFactories.BUILDERS.createObjectBuilder(one);
      two.forEach(
          (name, schema) -> {
            lost += one.containsKey(name) && !schema.equals(one.get(name)) ? 1 : 0;
            all.add(name, one.getOrDefault(name, schema));
          });
      return all.build();
    }
    if (word.equals("required") && old instanceof JsonArray one && other instanceof JsonArray two) {
      Set<JsonValue> names = new LinkedHashSet<>(one);
      names.addAll(two);
      JsonArrayBuilder all = array();
      names.forEach(all::add);
      return all.build();
    }
    lost++;
    return old;
  }

  /** Returns what a reference within the schema leads to. */
  Optional<JsonObject> resolve(String reference) {
    if (!reference.startsWith("#")) {
      return Optional.empty();
    }
    JsonValue at = root;
    for (String step : reference.substring(1).split("/", -1)) {
      if (!step.isEmpty()) {
        String name = step.replace("~1", "/").replace("~0", "~");
        at = at instanceof JsonObject object ? object.get(name) : null;
      }
    }
    return at instanceof JsonObject found ? Optional.of(found) : Optional.empty();
  }
}
