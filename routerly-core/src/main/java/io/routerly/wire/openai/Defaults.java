package io.routerly.wire.openai;

import io.routerly.wire.FieldReader;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows which values of fields that are not understood say no more than their absence. */
final class Defaults {
  private Defaults() {}

  /** Passes over each of these fields that is empty. */
  static void ignoreEmpty(FieldReader fields, String... names) {
    for (String name : names) {
      if (isEmpty(fields.object().get(name))) {
        fields.ignore(name);
      }
    }
  }

  private static boolean isEmpty(@Nullable JsonValue value) {
    if (value instanceof JsonArray array) {
      return array.isEmpty();
    } else if (value instanceof JsonObject object) {
      return object.isEmpty();
    }
    return value instanceof JsonString string && string.getString().isEmpty();
  }

  /** Passes over an array that holds this one string. */
  static void ignoreOnly(FieldReader fields, String name, String only) {
    if (fields.object().get(name) instanceof JsonArray array
        && array.size() == 1
        && array.get(0) instanceof JsonString string
        && string.getString().equals(only)) {
      fields.ignore(name);
    }
  }

  /** Returns a text that says something. */
  static Optional<String> filled(Optional<String> text) {
    return text.filter(value -> !value.isEmpty());
  }

  /** Returns texts joined, if there is any. */
  static Optional<String> joined(List<String> texts) {
    return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("", texts));
  }
}
