package io.routerly.wire.openai;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a client's request decides about the form of its answer.
 *
 * @param usage whether a stream ends with what it used
 * @param legacyCall whether calls are to be told in the form of the old {@code functions}
 * @param customTools the tools that take free text
 */
record ClientWishes(boolean usage, boolean legacyCall, Set<String> customTools) {
  static ClientWishes of(JsonObject request) {
    boolean usage =
        request.get("stream_options") instanceof JsonObject options
            && JsonValue.TRUE.equals(options.get("include_usage"));
    boolean legacy =
        request.get("functions") instanceof JsonArray functions
            && !functions.isEmpty()
            && !(request.get("tools") instanceof JsonArray);
    return new ClientWishes(usage, legacy, customTools(request));
  }

  private static Set<String> customTools(JsonObject request) {
    Set<String> names = new HashSet<>();
    List<JsonValue> tools = request.get("tools") instanceof JsonArray array ? array : List.of();
    for (JsonValue value : tools) {
      if (value instanceof JsonObject tool && tool.getString("type", "").equals("custom")) {
        JsonObject inner = tool.get("custom") instanceof JsonObject custom ? custom : tool;
        if (inner.get("name") instanceof JsonString name) {
          names.add(name.getString());
        }
      }
    }
    return names;
  }
}
