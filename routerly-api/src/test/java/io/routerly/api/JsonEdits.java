package io.routerly.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes JSON with something wrong in one place, which need not be JSON itself. */
final class JsonEdits {
  private final JsonValue document;

  JsonEdits(JsonValue document) {
    this.document = document;
  }

  /** Returns the document with other text in the place of a value. */
  String replaced(String pointer, String text) {
    return written(document, "", pointer, text, false);
  }

  /** Returns the document with one more member, as text, at the end of an object. */
  String added(String pointer, String member) {
    return written(document, "", pointer, member, true);
  }

  /** Returns the document without a member of an object. */
  String without(String pointer) {
    return replaced(pointer, "");
  }

  private static String written(
      JsonValue value, String at, String pointer, String text, boolean adds) {
    if (at.equals(pointer) && !adds) {
      return text;
    }
    if (value instanceof JsonObject object) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      object.forEach(
          (key, inner) -> {
            String written = written(inner, child(at, key), pointer, text, adds);
            if (!written.isEmpty()) {
              members.add("\"" + key + "\":" + written);
            }
          });
      return (at.equals(pointer) ? members.add(text) : members).toString();
    }
    if (value instanceof JsonArray array) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      for (int i = 0; i < array.size(); i++) {
        elements.add(written(array.get(i), at + "/" + i, pointer, text, adds));
      }
      return elements.toString();
    }
    return value.toString();
  }

  /** Returns all values below the document itself, by their pointers. */
  Map<String, JsonValue> places() {
    Map<String, JsonValue> places = new LinkedHashMap<>();
    collect(document, "", places);
    return places;
  }

  private static void collect(JsonValue value, String at, Map<String, JsonValue> places) {
    if (!at.isEmpty()) {
      places.put(at, value);
    }
    if (value instanceof JsonObject object) {
      object.forEach((key, inner) -> collect(inner, child(at, key), places));
    }
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        collect(array.get(i), at + "/" + i, places);
      }
    }
  }

  /** Returns the pointers of all objects, that of the document included. */
  List<String> objects() {
    List<String> objects = new ArrayList<>();
    if (document instanceof JsonObject) {
      objects.add("");
    }
    places()
        .forEach(
            (pointer, value) -> {
              if (value instanceof JsonObject) {
                objects.add(pointer);
              }
            });
    return objects;
  }

  private static String child(String pointer, String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }
}
