package io.routerly.wire.openai;

import io.routerly.chat.Losses;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Understands requests that came to this endpoint in the words of Responses, as some editors send
 * them: {@code input} in place of {@code messages}, with its items.
 *
 * <p>Flat tools and parts of the other format are understood where tools and parts are read.
 */
final class HybridRequest {
  private final FieldReader fields;
  private final Losses losses;
  private final JsonArrayBuilder messages = Nodes.array();
  private final List<JsonObject> calls = new ArrayList<>();

  private HybridRequest(FieldReader fields, Losses losses) {
    this.fields = fields;
    this.losses = losses;
  }

  /** Returns the request in this format's words. */
  static JsonObject plain(JsonObject body, Losses losses) {
    FieldReader fields = FieldReader.ofRequest(body);
    boolean hybrid = fields.has("input") && !fields.has("messages");
    return hybrid ? new HybridRequest(fields, losses).translate() : body;
  }

  private JsonObject translate() {
    fields.string("instructions").ifPresent(text -> message("system", text));
    if (fields.object().get("input") instanceof JsonString text) {
      message("user", text.getString());
    } else {
      fields.objects("input").forEach(this::item);
    }
    endCalls();
    JsonObjectBuilder plain = Nodes.object(fields.object());
    plain.remove("input").remove("instructions").remove("messages");
    move(plain, fields, "max_output_tokens", "max_completion_tokens");
    fields
        .object("text")
        .ifPresent(
            text -> {
              plain.remove("text");
              move(plain, text, "format", "response_format");
              move(plain, text, "verbosity", "verbosity");
              text.reportUnread(losses);
            });
    return plain.add("messages", messages).build();
  }

  private static void move(JsonObjectBuilder plain, FieldReader from, String name, String to) {
    from.value(name)
        .ifPresent(
            value -> {
              plain.remove(name);
              plain.add(to, value);
            });
  }

  private void message(String role, String text) {
    messages.add(Nodes.object().add("role", role).add("content", text));
  }

  private void item(FieldReader item) {
    String type = item.string("type").orElse("message");
    switch (type) {
      case "message" -> {
        endCalls();
        messages.add(without(item.object(), "type", "id", "status", "phase"));
      }
      case "function_call" -> call(item, "function", "arguments");
      case "custom_tool_call" -> call(item, "custom", "input");
      case "function_call_output", "custom_tool_call_output" -> result(item);
      default -> losses.drop("input." + type);
    }
  }

  private void call(FieldReader item, String type, String field) {
    JsonObjectBuilder call = Nodes.object().add("name", item.requireString("name"));
    item.value(field).ifPresent(value -> call.add(field, value));
    calls.add(
        Nodes.object()
            .add("id", item.requireString("call_id"))
            .add("type", type)
            .add(type, call)
            .build());
  }

  private void result(FieldReader item) {
    endCalls();
    messages.add(
        Nodes.object()
            .add("role", "tool")
            .add("tool_call_id", item.requireString("call_id"))
            .add("content", item.value("output").orElse(JsonValue.EMPTY_JSON_ARRAY)));
  }

  private void endCalls() {
    if (!calls.isEmpty()) {
      messages.add(
          Nodes.object().add("role", "assistant").add("tool_calls", Nodes.array(calls)).build());
      calls.clear();
    }
  }

  private static JsonObjectBuilder without(JsonObject object, String... names) {
    JsonObjectBuilder rest = Nodes.object(object);
    for (String name : names) {
      rest.remove(name);
    }
    return rest;
  }
}
