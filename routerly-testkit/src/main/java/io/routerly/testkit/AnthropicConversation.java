package io.routerly.testkit;

import io.routerly.testkit.wire.ApiError;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What Anthropic refuses in a conversation: other roles than user and assistant, empty texts, tool
 * ids of other letters, and tool uses that the next message does not answer, results first.
 */
final class AnthropicConversation {
  private AnthropicConversation() {}

  static void check(List<JsonObject> messages) {
    Set<String> open = Set.of();
    for (JsonObject message : messages) {
      String role = message.getString("role", "user");
      require(List.of("user", "assistant").contains(role), "there is no role " + role);
      require(!message.getString("content", "x").isEmpty(), "a text is empty");
      List<JsonObject> blocks = blocks(message);
      require(
          ids(blocks, "tool_result", "tool_use_id").equals(open), "tool uses and results differ");
      open = ids(blocks, "tool_use", "id");
      blocks.forEach(AnthropicConversation::check);
      checkOrder(blocks);
    }
    require(open.isEmpty(), "tool uses have no results");
  }

  private static void check(JsonObject block) {
    String type = block.getString("type", "");
    if (type.equals("text")) {
      require(!block.getString("text", "").isEmpty(), "a text is empty");
    } else if (type.equals("tool_use")) {
      String id = block.getString("id", "");
      require(id.matches("[a-zA-Z0-9_-]+"), "no id of a tool use: " + id);
    }
  }

  private static void checkOrder(List<JsonObject> blocks) {
    boolean other = false;
    for (JsonObject block : blocks) {
      boolean result = block.getString("type", "").equals("tool_result");
      require(!(result && other), "tool results come first");
      other = !result;
    }
  }

  private static Set<String> ids(List<JsonObject> blocks, String type, String name) {
    Set<String> ids = new HashSet<>();
    for (JsonObject block : blocks) {
      if (block.getString("type", "").equals(type)) {
        ids.add(block.getString(name, ""));
      }
    }
    return ids;
  }

  private static List<JsonObject> blocks(JsonObject message) {
    return message.get("content") instanceof JsonArray blocks
        ? blocks.getValuesAs(JsonObject.class)
        : List.of();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new RefusedException(ApiError.of(400, "messages: " + message + "."));
    }
  }
}
