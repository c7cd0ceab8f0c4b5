package io.routerly.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import java.io.ByteArrayInputStream;
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
    try (JsonReader reader =
        JsonFactories.READERS.createReader(
            new ByteArrayInputStream(text, from, to - from), UTF_8)) {
      return reader.readObject();
    } catch (RuntimeException e) { // the parser throws half a dozen kinds, some of them bare
      throw new JsonSyntaxException("no object of JSON begins", from);
    }
  }

  /** Returns a value as text in UTF-8. */
  public static byte[] bytes(JsonValue value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter writer = JsonFactories.WRITERS.createWriter(bytes, UTF_8)) {
      writer.write(value);
    }
    return bytes.toByteArray();
  }
}
