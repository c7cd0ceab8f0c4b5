package io.routerly.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes trees so that those which mean the same have one text: fields in the order of their names,
 * and numbers as a {@code double} has them, as they are after a passage through JavaScript. The
 * text is for comparison only.
 */
public final class CanonicalJson {
  private final StringBuilder text = new StringBuilder();

  private CanonicalJson() {}

  /** Returns the text of a value. */
  public static String of(JsonValue value) {
    CanonicalJson written = new CanonicalJson();
    written.add(value);
    return written.text.toString();
  }

  private void add(JsonValue value) {
    if (value instanceof JsonString string) {
      add(string.getString());
    } else if (value instanceof JsonNumber number) {
      text.append(number.doubleValue());
    } else if (value instanceof JsonObject object) {
      add(object);
    } else if (value instanceof JsonArray array) {
      text.append('[');
      array.forEach(element -> next(element));
      text.append(']');
    } else {
      text.append(value);
    }
  }

  private void add(JsonObject object) {
    text.append('{');
    for (Map.Entry<String, JsonValue> field : new TreeMap<>(object).entrySet()) {
      add(field.getKey());
      text.append(':');
      next(field.getValue());
    }
    text.append('}');
  }

  private void next(JsonValue value) {
    add(value);
    text.append(',');
  }

  /** With its length before it, a string needs no escapes to be told from what follows. */
  private void add(String string) {
    text.append(string.length()).append('"').append(string);
  }
}
