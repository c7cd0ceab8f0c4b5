package io.routerly.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Makes bodies that are wrong out of one that is right.
 *
 * <p>A change that could leave a body right is not made: which these are, the {@link GoodBody}
 * says. What is drawn by chance comes from a fixed seed.
 */
final class BadBodies {
  static final int LEAST = 300;

  private static final int DEEP = 10_000;
  private static final int LONG = 300_000;
  private static final String NINES = "9".repeat(70);

  private static final List<String> WRONG_NUMBERS =
      List.of(
          "-1",
          "NaN",
          "Infinity",
          "-Infinity",
          "1e400999999",
          "-1e400999999",
          "1e-400999999",
          NINES,
          "-" + NINES,
          "9".repeat(DEEP),
          "01",
          "+1",
          ".5",
          "5.",
          "0x10",
          "1_000",
          "--1");
  private static final List<String> WRONG_TEXTS =
      List.of("'x'", "x", "\"x", "\"\\x\"", "\"\\u12\"", "\"\t\"");
  private static final Map<JsonValue.ValueType, List<String>> OTHER_KINDS =
      Map.of(
          JsonValue.ValueType.STRING, List.of("true", "0", "1.5", "[]", "{}", "[\"x\"]"),
          JsonValue.ValueType.NUMBER, List.of("true", "\"x\"", "\"5\"", "[]", "{}", "[1]"),
          JsonValue.ValueType.TRUE, List.of("\"true\"", "0", "1", "[]", "{}", "TRUE", "yes"),
          JsonValue.ValueType.FALSE, List.of("\"false\"", "0", "1", "[]", "{}", "False", "no"),
          JsonValue.ValueType.ARRAY, List.of("{}", "\"x\"", "1", "true", "{\"0\":1}"),
          JsonValue.ValueType.OBJECT, List.of("[]", "\"\"", "1", "true", "[{}]"));

  private final GoodBody good;
  private final JsonEdits edits;
  private final String text;
  private final List<BadBody> bodies = new ArrayList<>();

  private BadBodies(GoodBody good) {
    this.good = good;
    JsonObject document = Json.createReader(new StringReader(good.json())).readObject();
    this.edits = new JsonEdits(document);
    this.text = document.toString();
  }

  /** Returns at least {@link #LEAST} of them. */
  static List<BadBody> of(GoodBody good, long seed) {
    BadBodies made = new BadBodies(good);
    made.addFields();
    made.addObjects();
    made.addTexts();
    made.addEncodings();
    made.addTypes();
    made.addChance(new Random(seed));
    return made.bodies;
  }

  private void addFields() {
    edits
        .places()
        .forEach(
            (pointer, value) -> {
              if (good.requires(pointer)) {
                at(pointer, "missing", edits.without(pointer));
              }
              if (!good.isFree(pointer)) {
                addWrongValues(pointer, value);
              }
            });
  }

  private void addWrongValues(String pointer, JsonValue value) {
    OTHER_KINDS
        .getOrDefault(value.getValueType(), List.of())
        .forEach(other -> replaced(pointer, other, other));
    if (!good.nullRemoves()) {
      replaced(pointer, "null", "null");
    }
    switch (value.getValueType()) {
      case NUMBER -> WRONG_NUMBERS.forEach(number -> replaced(pointer, shortened(number), number));
      case STRING -> addWrongStrings(pointer);
      case ARRAY -> replaced(pointer, "many", "[" + "[],".repeat(DEEP) + "[]]");
      default -> {
        // Objects are changed by their members, too.
      }
    }
    if (pointer.lastIndexOf('/') == 0) { // Deeper ones would take long, and tell no more.
      whole(pointer + " deep array", edits.replaced(pointer, nested("[", "]")));
      whole(pointer + " deep object", edits.replaced(pointer, nested("{\"a\":", "1}")));
    }
  }

  private static String nested(String open, String close) {
    String last = close.substring(close.length() - 1);
    String inner = close.substring(0, close.length() - 1);
    return open.repeat(DEEP) + inner + last.repeat(DEEP);
  }

  private void addWrongStrings(String pointer) {
    WRONG_TEXTS.forEach(wrong -> whole(pointer + " " + wrong, edits.replaced(pointer, wrong)));
    replaced(pointer, "half a surrogate pair", "\"a\\ud800b\"");
    if (!good.takesAnyText(pointer)) {
      replaced(pointer, "NUL", "\"a\\u0000b\"");
      replaced(pointer, "long text", "\"" + "x".repeat(LONG) + "\"");
    }
  }

  /** What is no JSON any more has no fields to point to. */
  private void replaced(String pointer, String what, String value) {
    String body = edits.replaced(pointer, value);
    if (isJson(value)) {
      at(pointer, what, body);
    } else {
      whole(pointer + " " + what, body);
    }
  }

  private static boolean isJson(String value) {
    return value.matches("(?s)-?(0|[1-9]\\d*)([.]\\d+)?(e-?\\d+)?|\".*\"|[\\[{].*|true|null");
  }

  private void addObjects() {
    for (String object : edits.objects()) {
      if (!good.isOpen(object)) {
        at(object + "/unknownField", "unknown", edits.added(object, "\"unknownField\":1"));
        at(object + "/__proto__", "unknown", edits.added(object, "\"__proto__\":{}"));
      }
    }
    edits
        .places()
        .forEach(
            (pointer, value) -> {
              String key = pointer.substring(pointer.lastIndexOf('/') + 1);
              if (!key.matches("\\d+") && !good.isFree(pointer)) {
                String object = pointer.substring(0, pointer.lastIndexOf('/'));
                at(pointer, "twice", edits.added(object, "\"" + key + "\":" + value));
              }
            });
  }

  private void addTexts() {
    Stream.of(
            " ",
            "\n\n",
            "null",
            "true",
            "1",
            "\"text\"",
            "[]",
            "[" + text + "]",
            "{",
            "}",
            "[",
            text + text,
            text + ",",
            text + "x",
            "," + text,
            text + "/**/",
            "//x\n" + text,
            text.replace('"', '\''),
            text.substring(0, text.length() - 1) + ",}",
            "(" + text + ")",
            "{" + text + "}",
            "<json/>",
            "a=b",
            "\u0000" + text,
            text + "\u0000",
            "{{",
            "{]",
            "{\"a\"}",
            "{\"a\":}",
            "{:1}",
            "{1:1}",
            "{a:1}",
            "{\"a\" 1}",
            "{,}",
            "nul",
            "\"")
        .forEach(wrong -> whole("text " + shortened(wrong), wrong));
    whole("deep arrays", nested("[", "]"));
    whole("deep objects", nested("{\"a\":", "1}"));
    whole("open arrays", "[".repeat(DEEP));
    whole("too large", "{\"x\":\"" + "x".repeat(good.largest()) + "\"}");
    if (!good.mayBeEmpty()) {
      whole("empty", "");
    }
  }

  private void addEncodings() {
    bodies.add(BadBody.of("UTF-16", text.getBytes(StandardCharsets.UTF_16)));
    bodies.add(BadBody.of("UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE)));
    bodies.add(BadBody.of("UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE)));
    bodies.add(BadBody.of("byte-order mark", "\uFEFF" + text));
    bodies.add(BadBody.of("ISO 8859-1", "{\"é\":1}".getBytes(StandardCharsets.ISO_8859_1)));
    for (String hex : List.of("ff", "c0af", "eda080", "f4908080", "80", "e282")) {
      bodies.add(BadBody.of("bytes " + hex, inserted(1, HexFormat.of().parseHex(hex))));
    }
  }

  private void addTypes() {
    byte[] right = text.getBytes(StandardCharsets.UTF_8);
    Stream.of(
            "Content-Type: text/plain",
            "Content-Type: application/xml",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Type: application/octet-stream",
            "Content-Type: ",
            "Content-Type: json",
            "X-No-Type: 1",
            BadBody.JSON + "\r\nContent-Encoding: gzip",
            BadBody.JSON + "\r\nContent-Encoding: br")
        .forEach(headers -> bodies.add(BadBody.with(headers, right)));
  }

  /** A part of an object is none, and no JSON has these bytes anywhere. */
  private void addChance(Random random) {
    byte[] right = text.getBytes(StandardCharsets.UTF_8);
    byte[] never = {0, 1, 8, 0x1f, (byte) 0xff, (byte) 0xfe, (byte) 0xc0, (byte) 0xf8};
    while (bodies.size() < LEAST + 20) {
      int at = 1 + random.nextInt(right.length - 1);
      if (random.nextBoolean()) {
        whole("cut off after " + at, text.substring(0, Math.min(at, text.length() - 1)));
      } else {
        byte wrong = never[random.nextInt(never.length)];
        bodies.add(BadBody.of("byte " + wrong + " at " + at, inserted(at, new byte[] {wrong})));
      }
    }
  }

  private byte[] inserted(int at, byte[] wrong) {
    byte[] right = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(right, 0, at);
    out.writeBytes(wrong);
    out.write(right, at, right.length - at);
    return out.toByteArray();
  }

  private void whole(String what, String body) {
    bodies.add(BadBody.of(what, body));
  }

  private void at(String pointer, String what, String body) {
    bodies.add(BadBody.at(pointer, what, body));
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
