package io.routerly.api.proxy;

import io.routerly.json.JsonFactories;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;

/** JSON in tests, written as it looks. */
final class JsonText {
  private JsonText() {}

  /** Returns the object that {@code text} is, its quotes single and its gaps filled. */
  static JsonObject json(String text, Object... fillings) {
    String filled = text.formatted(fillings).replace('\'', '"');
    return JsonFactories.READERS.createReader(new StringReader(filled)).readObject();
  }

  /** Returns the object that {@code text} is, as it stands. */
  static JsonObject parse(String text) {
    return JsonFactories.READERS.createReader(new StringReader(text)).readObject();
  }

  static JsonObject with(JsonObject object, String name, JsonValue value) {
    return JsonFactories.BUILDERS.createObjectBuilder(object).add(name, value).build();
  }

  static JsonObject with(JsonObject object, JsonObject more) {
    return JsonFactories.BUILDERS
        .createObjectBuilder(object)
        .addAll(JsonFactories.BUILDERS.createObjectBuilder(more))
        .build();
  }

  static JsonArray array(List<? extends JsonValue> values) {
    var array = JsonFactories.BUILDERS.createArrayBuilder();
    values.forEach(array::add);
    return array.build();
  }

  /** Returns the objects of a list, or none if there is no list. */
  static List<JsonObject> objects(JsonObject object, String name) {
    return object.get(name) instanceof JsonArray array
        ? array.getValuesAs(JsonObject.class)
        : List.of();
  }

  /** Returns an inner object, or an empty one. */
  static JsonObject inner(JsonObject object, String name) {
    return object.get(name) instanceof JsonObject inner ? inner : JsonValue.EMPTY_JSON_OBJECT;
  }

  /** Returns a text, or an empty one. */
  static String text(JsonObject object, String name) {
    return object.getString(name, "");
  }
}
