package io.routerly.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;

/** Writes one tree as compact text in UTF-8. Strings are copied run by run. Not thread-safe. */
final class TreeWriter {
  private static final int FIRST_BYTES = 512;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;

  /** Returns what was written. */
  byte[] written() {
    return Arrays.copyOf(bytes, size);
  }

  void value(JsonValue value) {
    if (value instanceof JsonString text) {
      string(text.getString());
    } else if (value instanceof JsonObject object) {
      object(object);
    } else if (value instanceof JsonArray array) {
      array(array);
    } else {
      ascii(value.toString());
    }
  }

  private void object(JsonObject object) {
    char before = '{';
    for (Map.Entry<String, JsonValue> field : object.entrySet()) {
      add(before);
      string(field.getKey());
      add(':');
      value(field.getValue());
      before = ',';
    }
    end(before, '{', '}');
  }

  private void array(JsonArray array) {
    char before = '[';
    for (JsonValue element : array) {
      add(before);
      value(element);
      before = ',';
    }
    end(before, '[', ']');
  }

  /** Writes the beginning of what turned out to be empty as well. */
  private void end(char before, char open, char close) {
    if (before == open) {
      add(open);
    }
    add(close);
  }

  private void string(String text) {
    byte[] encoded = text.getBytes(UTF_8);
    room(encoded.length + 2);
    add('"');
    int done = 0;
    for (int i = 0; i < encoded.length; i++) {
      if (isEscaped(encoded[i])) {
        run(encoded, done, i);
        ascii(escaped((char) encoded[i]));
        done = i + 1;
      }
    }
    run(encoded, done, encoded.length);
    add('"');
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> (c < 16 ? "\\u000" : "\\u00") + Integer.toHexString(c);
    };
  }

  /** Adds a text as a string to {@code target}. */
  static void string(String text, ByteArrayOutputStream target) {
    byte[] encoded = text.getBytes(UTF_8);
    target.write('"');
    int done = 0;
    for (int i = 0; i < encoded.length; i++) {
      if (isEscaped(encoded[i])) {
        target.write(encoded, done, i - done);
        target.writeBytes(escaped((char) encoded[i]).getBytes(ISO_8859_1));
        done = i + 1;
      }
    }
    target.write(encoded, done, encoded.length - done);
    target.write('"');
  }

  private static boolean isEscaped(byte b) {
    return b == '"' || b == '\\' || (b >= 0 && b < ' ');
  }

  private void ascii(String text) {
    byte[] plain = text.getBytes(ISO_8859_1);
    run(plain, 0, plain.length);
  }

  private void run(byte[] from, int begin, int end) {
    room(end - begin);
    System.arraycopy(from, begin, bytes, size, end - begin);
    size += end - begin;
  }

  private void add(char c) {
    room(1);
    bytes[size++] = (byte) c;
  }

  private void room(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      int doubled = (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8L);
      bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
    }
  }
}
