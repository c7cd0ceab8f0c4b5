package io.routerly.testkit.wire;

import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Server-sent events as bytes, each with the blank line that ends it. */
final class Sse {
  static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";

  private Sse() {}

  static byte[] data(JsonValue data) {
    return utf8("data: " + data + "\n\n");
  }

  static byte[] event(String name, JsonValue data) {
    return utf8("event: " + name + "\ndata: " + data + "\n\n");
  }

  static byte[] done() {
    return utf8("data: [DONE]\n\n");
  }

  /** Cuts a recorded stream after each of its blank lines; nothing of it is lost. */
  static List<byte[]> split(byte[] stream) {
    List<byte[]> events = new ArrayList<>();
    for (String event : new String(stream, StandardCharsets.UTF_8).split("(?<=\n\r?\n)", -1)) {
      if (!event.isEmpty()) {
        events.add(utf8(event));
      }
    }
    return events;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
