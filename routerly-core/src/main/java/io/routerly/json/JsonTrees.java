package io.routerly.json;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;

/** Reads and writes whole JSON values as trees. Thread-safe. */
public final class JsonTrees {
  private JsonTrees() {}

  /**
   * Returns the object that a text in UTF-8 holds.
   *
   * @throws JsonSyntaxException if it is no JSON, is nested very deep, or holds another value
   */
  public static JsonObject object(byte[] text) {
    return object(text, 0, text.length);
  }

  /**
   * Returns the object that stands from {@code from} to {@code to}.
   *
   * @throws JsonSyntaxException if it is no JSON, is nested very deep, or holds another value
   */
  public static JsonObject object(byte[] text, int from, int to) {
    try {
      return new TreeReader(text, from, to).read();
    } catch (JsonSyntaxException | NumberFormatException e) {
      throw new JsonSyntaxException("no object of JSON begins", from);
    }
  }

  /** Returns a value as text in UTF-8. */
  public static byte[] bytes(JsonValue value) {
    TreeWriter writer = new TreeWriter();
    writer.value(value);
    return writer.written();
  }

  /** Adds a text to {@code target} as {@link #bytes} writes it: as a string in UTF-8. */
  public static void write(String text, ByteArrayOutputStream target) {
    TreeWriter.string(text, target);
  }

  /** Returns a text as a value. */
  public static JsonString string(String text) {
    return JsonFactories.PROVIDER.createValue(text);
  }
}
