package io.routerly.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.TreeSet;

/** Remembers of which schemas of a description a value has been seen. */
final class MetSchemas {
  private final DescribedApi api;
  private final Set<String> met = new TreeSet<>();

  MetSchemas(DescribedApi api) {
    this.api = api;
  }

  /** Goes through a value that fits the schema. */
  void add(JsonObject schema, JsonValue value) {
    if (schema.get("$ref") instanceof JsonString reference) {
      met.add(reference.getString().replaceFirst(".*/", ""));
      add(api.resolved(schema), value);
      return;
    }
    if (schema.get("oneOf") instanceof JsonArray choices && value != JsonValue.NULL) {
      choices.getValuesAs(JsonObject.class).forEach(choice -> add(choice, value));
    }
    if (value instanceof JsonObject object) {
      object.forEach((name, part) -> addPart(schema, name, part));
    }
    if (value instanceof JsonArray list && schema.get("items") instanceof JsonObject items) {
      list.forEach(item -> add(items, item));
    }
  }

  private void addPart(JsonObject schema, String name, JsonValue part) {
    JsonObject properties = schema.getJsonObject("properties");
    if (properties != null && properties.get(name) instanceof JsonObject known) {
      add(known, part);
    } else if (schema.get("additionalProperties") instanceof JsonObject values) {
      add(values, part);
    }
  }

  /** Returns the names of schemas of which nothing has been seen. */
  Set<String> missing() {
    Set<String> missing = new TreeSet<>(api.schemas().keySet());
    missing.removeAll(met);
    return missing;
  }
}
