package io.routerly.wire;

import io.routerly.chat.Losses;
import io.routerly.json.JsonFactories;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a Chat Completions request for an API that knows no tools and wants both sides to
 * take turns: calls of tools and their results are told in words, and neighbours of one side become
 * one.
 */
record PlainTurns(Losses losses) {
  /** Returns the turns; the messages themselves if they are no messages. */
  JsonArray of(JsonArray messages) {
    List<JsonObject> turns = new ArrayList<>();
    for (JsonValue value : messages) {
      if (!(value instanceof JsonObject message)) {
        return messages; // the provider says best what it thinks of that
      }
      JsonObject turn = plain(message);
      int last = turns.size() - 1;
      if (last >= 0 && !role(turn).equals("system") && role(turn).equals(role(turns.get(last)))) {
        turns.set(last, joined(turns.get(last), turn));
      } else {
        turns.add(turn);
      }
    }
    JsonArrayBuilder all = JsonFactories.BUILDERS.createArrayBuilder();
    turns.forEach(all::add);
    return all.build();
  }

  private JsonObject plain(JsonObject message) {
    return switch (role(message)) {
      case "developer" -> said(message, "system", parts(message.get("content")));
      case "tool" -> result(message);
      case "assistant" -> message.containsKey("tool_calls") ? calls(message) : message;
      default -> message;
    };
  }

  private JsonObject result(JsonObject message) {
    losses.drop("messages.tool_call_id");
    List<JsonValue> parts = new ArrayList<>();
    parts.add(text("Result of the tool call " + string(message.get("tool_call_id")) + ":"));
    parts.addAll(parts(message.get("content")));
    return said(message, "user", parts);
  }

  private JsonObject calls(JsonObject message) {
    List<JsonValue> parts = new ArrayList<>(parts(message.get("content")));
    if (message.get("tool_calls") instanceof JsonArray calls) {
      for (JsonValue call : calls) {
        losses.drop("messages.tool_calls");
        parts.add(text(call(call)));
      }
    }
    return said(message, "assistant", parts);
  }

  private static String call(JsonValue value) {
    if (!(value instanceof JsonObject call)
        || !(call.get("function") instanceof JsonObject named)) {
      return "Called a tool: " + value;
    }
    return "Called the tool %s (call %s) with: %s"
        .formatted(
            string(named.get("name")), string(call.get("id")), string(named.get("arguments")));
  }

  private static JsonObject joined(JsonObject turn, JsonObject next) {
    List<JsonValue> parts = new ArrayList<>(parts(turn.get("content")));
    parts.addAll(parts(next.get("content")));
    return said(turn, role(turn), parts);
  }

  /** Returns a message that says this, and else what it said before. */
  private static JsonObject said(JsonObject message, String role, List<JsonValue> parts) {
    JsonObjectBuilder said =
        JsonFactories.BUILDERS
            .createObjectBuilder(message)
            .remove("tool_calls")
            .remove("tool_call_id")
            .add("role", role);
    if (parts.stream().allMatch(PlainTurns::isText)) {
      return said.add(
              "content",
              parts.stream()
                  .map(part -> string(part.asJsonObject().get("text")))
                  .collect(Collectors.joining("\n\n")))
          .build();
    }
    JsonArrayBuilder content = JsonFactories.BUILDERS.createArrayBuilder();
    parts.forEach(content::add);
    return said.add("content", content).build();
  }

  private static boolean isText(JsonValue part) {
    return part instanceof JsonObject object && string(object.get("type")).equals("text");
  }

  private static List<JsonValue> parts(@Nullable JsonValue content) {
    if (content instanceof JsonString string) {
      return List.of(text(string.getString()));
    }
    return content instanceof JsonArray array ? array : List.of();
  }

  private static JsonObject text(String text) {
    return JsonFactories.BUILDERS
        .createObjectBuilder()
        .add("type", "text")
        .add("text", text)
        .build();
  }

  private static String role(JsonObject message) {
    return string(message.get("role"));
  }

  private static String string(@Nullable JsonValue value) {
    return value instanceof JsonString string ? string.getString() : "";
  }
}
