package io.routerly.provider.demo;

import io.routerly.json.JsonFactories;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What the demo model says to a request.
 *
 * @param id the same for the same request
 * @param model the model's name
 * @param words the answer, word by word, spaces included
 * @param inputTokens a rough count of the request's tokens
 */
record DemoAnswer(String id, String model, List<String> words, int inputTokens) {
  private static final int LONGEST_QUOTE = 80;
  private static final int BYTES_PER_TOKEN = 4;

  static DemoAnswer to(byte[] body, String model) {
    String said = shortened(lastText(parse(body)));
    String text =
        "Hello from the demo model of Routerly. It runs offline and costs nothing. You said: \""
            + said
            + "\"";
    CRC32 checksum = new CRC32();
    checksum.update(body);
    return new DemoAnswer(
        "demo" + Long.toHexString(checksum.getValue()),
        model,
        Arrays.asList(text.split("(?<= )")),
        Math.max(1, body.length / BYTES_PER_TOKEN));
  }

  String text() {
    return String.join("", words);
  }

  int outputTokens() {
    return words.size();
  }

  private static JsonObject parse(byte[] body) {
    try (JsonReader reader =
        JsonFactories.READERS.createReader(
            new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
      return reader.readObject();
    }
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_QUOTE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "…";
  }

  /** The last text stands under {@code messages} or {@code input}, plain or in parts. */
  private static String lastText(JsonObject request) {
    JsonValue conversation = request.getOrDefault("messages", request.get("input"));
    return conversation == null ? "" : textOf(conversation);
  }

  private static String textOf(JsonValue value) {
    if (value instanceof JsonString string) {
      return string.getString();
    }
    if (value instanceof JsonArray array && !array.isEmpty()) {
      return textOf(array.get(array.size() - 1));
    }
    if (value instanceof JsonObject object) {
      return textOf(object.getOrDefault("content", object.getOrDefault("text", JsonValue.NULL)));
    }
    return "";
  }
}
