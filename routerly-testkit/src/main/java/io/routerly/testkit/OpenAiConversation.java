package io.routerly.testkit;

import io.routerly.testkit.wire.ApiError;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What OpenAI refuses in a conversation: unknown roles, tool results that answer no call, and calls
 * that are not all answered before anything else is said.
 */
final class OpenAiConversation {
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool", "function");

  private OpenAiConversation() {}

  static void check(List<JsonObject> messages) {
    Set<String> open = new HashSet<>();
    for (JsonObject message : messages) {
      String role = message.getString("role", "user");
      if (!ROLES.contains(role)) {
        throw refuse("There is no role " + role + ".");
      }
      if (role.equals("tool")) {
        answer(message.getString("tool_call_id", ""), open);
      } else {
        requireNone(open);
      }
      open.addAll(calls(message));
    }
    requireNone(open);
  }

  private static void answer(String id, Set<String> open) {
    if (!open.remove(id)) {
      throw refuse("A tool message answers no tool call before it: " + id);
    }
  }

  private static void requireNone(Set<String> open) {
    if (!open.isEmpty()) {
      throw refuse("Tool calls without a tool message after them: " + open);
    }
  }

  private static List<String> calls(JsonObject message) {
    if (!(message.get("tool_calls") instanceof JsonArray calls)) {
      return List.of();
    }
    return calls.getValuesAs(JsonObject.class).stream()
        .map(call -> call.getString("id", ""))
        .toList();
  }

  private static RefusedException refuse(String message) {
    return new RefusedException(ApiError.of(400, message).at("messages"));
  }
}
