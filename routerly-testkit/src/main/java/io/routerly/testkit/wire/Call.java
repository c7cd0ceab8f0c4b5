package io.routerly.testkit.wire;

import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.TokenCounts;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * A request that was accepted, and what to say to it.
 *
 * @param model the model that was asked for
 * @param body the request's body
 * @param number tells the answers of one fake apart in their ids
 */
public record Call(
    String model, JsonObject body, List<Part> parts, TokenCounts counts, long number) {
  /** When every fake answer was made, in seconds of the epoch: 2026-01-01T00:00:00Z. */
  static final long CREATED = 1_767_225_600L;

  public Call {
    parts = List.copyOf(parts);
  }

  /** Returns an id of that prefix that no other answer of this fake has. */
  String id(String prefix) {
    return id(prefix, 0);
  }

  String id(String prefix, int index) {
    return prefix + "%08d%016d".formatted(index, number);
  }

  boolean callsTools() {
    return parts.stream().anyMatch(Part.ToolCall.class::isInstance);
  }

  /** Returns all text parts together. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Text words) {
        text.append(words.text());
      }
    }
    return text.toString();
  }

  /** Cuts a text into the pieces it is streamed in: words, each with the white space after it. */
  static List<String> pieces(String text) {
    return List.of(text.split("(?<=\\s)"));
  }

  /** Cuts JSON into pieces that are not JSON themselves. */
  static List<String> fragments(String json) {
    int middle = json.length() / 2;
    return List.of(json.substring(0, middle), json.substring(middle));
  }
}
