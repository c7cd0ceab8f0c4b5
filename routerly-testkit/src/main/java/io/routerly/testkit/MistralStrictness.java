package io.routerly.testkit;

import io.routerly.testkit.wire.ApiError;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Mistral refuses: fields it does not know, other roles, ids of another shape. */
final class MistralStrictness {
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "messages",
          "temperature",
          "top_p",
          "max_tokens",
          "stream",
          "stop",
          "random_seed",
          "metadata",
          "response_format",
          "tools",
          "tool_choice",
          "presence_penalty",
          "frequency_penalty",
          "n",
          "prediction",
          "parallel_tool_calls",
          "reasoning_effort",
          "prompt_mode",
          "guardrails",
          "prompt_cache_key",
          "service_tier",
          "safe_prompt");
  private static final Map<String, Set<String>> FIELDS_BY_ROLE =
      Map.of(
          "system", Set.of("role", "content"),
          "user", Set.of("role", "content"),
          "assistant", Set.of("role", "content", "tool_calls", "prefix"),
          "tool", Set.of("role", "content", "tool_call_id", "name"));

  private MistralStrictness() {}

  static void check(JsonObject body) {
    for (String field : body.keySet()) {
      if (!FIELDS.contains(field)) {
        throw extra(field);
      }
    }
    List<JsonObject> messages = body.getJsonArray("messages").getValuesAs(JsonObject.class);
    for (int i = 0; i < messages.size(); i++) {
      message(messages.get(i), "messages." + i);
    }
    OpenAiConversation.check(messages);
  }

  private static void message(JsonObject message, String place) {
    String role = message.getString("role", "");
    Set<String> known = FIELDS_BY_ROLE.get(role);
    if (known == null) {
      String text = "Input tag '" + role + "' does not match any of the expected tags";
      throw new RefusedException(ApiError.of(422, text).at(place));
    }
    for (String field : message.keySet()) {
      if (!known.contains(field)) {
        throw extra(place + "." + role + "." + field);
      }
    }
    if (message.containsKey("tool_call_id")) {
      id(message.getString("tool_call_id"));
    }
    if (message.get("tool_calls") instanceof JsonArray calls) {
      calls.getValuesAs(JsonObject.class).forEach(call -> id(call.getString("id", "")));
    }
  }

  private static void id(String id) {
    if (!id.matches("[A-Za-z0-9]{9}")) {
      String text = "Tool call id was " + id + " but must be a-z, A-Z, 0-9, with a length of 9.";
      throw new RefusedException(ApiError.of(400, text).coded("3280"));
    }
  }

  private static RefusedException extra(String field) {
    return new RefusedException(ApiError.of(422, "Extra inputs are not permitted").at(field));
  }
}
