package io.routerly.wire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.json.JsonFactories;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as tests write it: with single quotes. */
final class Json {
  private Json() {}

  static JsonObject object(String text) {
    return JsonTrees.object(text.replace('\'', '"').getBytes(UTF_8));
  }

  /** Returns any value. */
  static JsonValue value(String text) {
    return raw(text.replace('\'', '"'));
  }

  /** Returns any value that is written as JSON is, with double quotes. */
  static JsonValue raw(String text) {
    JsonValue value = JsonTrees.object(("{\"v\":" + text + "}").getBytes(UTF_8)).get("v");
    if (value == null) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  static String text(JsonValue value) {
    String object =
        new String(
            JsonTrees.bytes(JsonFactories.BUILDERS.createObjectBuilder().add("v", value).build()),
            UTF_8);
    return object.substring(5, object.length() - 1);
  }

  /** Returns {@code base} with the fields of {@code others} in place of its own. */
  static JsonObject merge(JsonObject base, JsonObject others) {
    JsonObjectBuilder merged = JsonFactories.BUILDERS.createObjectBuilder(base);
    others.forEach(merged::add);
    return merged.build();
  }

  /** Returns {@code base} with one field set. */
  static JsonObject with(JsonObject base, String field, JsonValue value) {
    return JsonFactories.BUILDERS.createObjectBuilder(base).add(field, value).build();
  }

  /** Returns what a pointer such as {@code /messages/0/role} points at. */
  static Optional<JsonValue> at(JsonValue root, String pointer) {
    JsonValue value = root;
    for (String step : pointer.substring(1).split("/", -1)) {
      @Nullable JsonValue next = null;
      if (value instanceof JsonObject object) {
        next = object.get(step);
      } else if (value instanceof JsonArray array) {
        int index = Integer.parseInt(step);
        next = index < array.size() ? array.get(index) : null;
      }
      if (next == null) {
        return Optional.empty();
      }
      value = next;
    }
    return Optional.of(value);
  }
}
