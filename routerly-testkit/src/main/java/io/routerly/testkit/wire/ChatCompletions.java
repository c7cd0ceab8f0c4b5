package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.array;
import static io.routerly.testkit.wire.WireJson.list;
import static io.routerly.testkit.wire.WireJson.object;
import static io.routerly.testkit.wire.WireJson.with;

import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.TokenCounts;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenAI Chat Completions, which others speak too.
 *
 * @param thinkingField where the provider shows thinking, such as {@code reasoning}; empty for
 *     those that, like OpenAI itself, do not show it
 */
public record ChatCompletions(String folder, ErrorFormat errors, String thinkingField)
    implements WireFormat {
  @Override
  public byte[] buffered(Call call) {
    JsonObject choice =
        object(
            "index",
            0,
            "message",
            message(call),
            "logprobs",
            JsonValue.NULL,
            "finish_reason",
            finishReason(call));
    JsonObject answer = with(head(call, "chat.completion"), "choices", array(choice));
    return WireJson.bytes(with(answer, "usage", usage(call.counts())));
  }

  @Override
  public List<byte[]> events(Call call) {
    boolean usageWanted = usageWanted(call.body());
    List<JsonObject> deltas = new ArrayList<>();
    deltas.add(object("role", "assistant", "content", "", "refusal", JsonValue.NULL));
    int tools = 0;
    for (Part part : call.parts()) {
      if (part instanceof Part.Text text) {
        Call.pieces(text.text()).forEach(piece -> deltas.add(object("content", piece)));
      } else if (part instanceof Part.ToolCall tool) {
        deltas.addAll(toolDeltas(call, tool, tools++));
      } else if (part instanceof Part.Thinking thinking && !thinkingField.isEmpty()) {
        Call.pieces(thinking.text()).forEach(piece -> deltas.add(object(thinkingField, piece)));
      }
    }
    List<byte[]> events = new ArrayList<>();
    deltas.forEach(delta -> events.add(Sse.data(chunk(call, delta, JsonValue.NULL, usageWanted))));
    JsonValue reason = WireJson.string(finishReason(call));
    events.add(Sse.data(chunk(call, object(), reason, usageWanted)));
    if (usageWanted) {
      events.add(Sse.data(usageChunk(call)));
    }
    events.add(Sse.done());
    return events;
  }

  @Override
  public boolean endsWithToolResult(JsonObject body) {
    JsonArray messages = body.getJsonArray("messages");
    return "tool".equals(messages.getJsonObject(messages.size() - 1).getString("role", ""));
  }

  private static boolean usageWanted(JsonObject body) {
    return body.get("stream_options") instanceof JsonObject options
        && options.getBoolean("include_usage", false);
  }

  private static JsonObject head(Call call, String object) {
    return object(
        "id",
        call.id("chatcmpl-"),
        "object",
        object,
        "created",
        Call.CREATED,
        "model",
        call.model(),
        "service_tier",
        "default",
        "system_fingerprint",
        "fp_fake000001");
  }

  private JsonObject message(Call call) {
    boolean silent = call.text().isEmpty() && call.callsTools();
    JsonObject message =
        object(
            "role",
            "assistant",
            "content",
            silent ? JsonValue.NULL : call.text(),
            "refusal",
            JsonValue.NULL,
            "annotations",
            array());
    for (Part part : call.parts()) {
      if (part instanceof Part.Thinking thinking && !thinkingField.isEmpty()) {
        message = with(message, thinkingField, thinking.text());
      }
    }
    return call.callsTools() ? with(message, "tool_calls", toolCalls(call)) : message;
  }

  private static JsonArray toolCalls(Call call) {
    List<JsonObject> calls = new ArrayList<>();
    for (Part part : call.parts()) {
      if (part instanceof Part.ToolCall tool) {
        calls.add(toolCall(call, calls.size(), tool.name(), tool.arguments()));
      }
    }
    return list(calls);
  }

  private static JsonObject toolCall(Call call, int index, String name, String arguments) {
    return object(
        "id", call.id("call_", index),
        "type", "function",
        "function", object("name", name, "arguments", arguments));
  }

  private static List<JsonObject> toolDeltas(Call call, Part.ToolCall tool, int index) {
    List<JsonObject> deltas = new ArrayList<>();
    JsonObject first = object("index", index);
    for (var member : toolCall(call, index, tool.name(), "").entrySet()) {
      first = with(first, member.getKey(), member.getValue());
    }
    deltas.add(object("tool_calls", array(first)));
    for (String fragment : Call.fragments(tool.arguments())) {
      JsonObject next = object("index", index, "function", object("arguments", fragment));
      deltas.add(object("tool_calls", array(next)));
    }
    return deltas;
  }

  /** A chunk says {@code "usage": null} only when the last one will carry the usage. */
  private static JsonObject chunk(
      Call call, JsonObject delta, JsonValue finishReason, boolean usageWanted) {
    JsonObject choice =
        object(
            "index", 0, "delta", delta, "logprobs", JsonValue.NULL, "finish_reason", finishReason);
    JsonObject chunk = with(head(call, "chat.completion.chunk"), "choices", array(choice));
    return usageWanted ? with(chunk, "usage", JsonValue.NULL) : chunk;
  }

  private static JsonObject usageChunk(Call call) {
    JsonObject chunk = with(head(call, "chat.completion.chunk"), "choices", array());
    return with(chunk, "usage", usage(call.counts()));
  }

  private static String finishReason(Call call) {
    return call.callsTools() ? "tool_calls" : "stop";
  }

  private static JsonObject usage(TokenCounts counts) {
    return object(
        "prompt_tokens", counts.input(),
        "completion_tokens", counts.output(),
        "total_tokens", counts.total(),
        "prompt_tokens_details",
            object(
                "cached_tokens", counts.cacheRead(),
                "cache_write_tokens", counts.cacheWrites(),
                "audio_tokens", 0),
        "completion_tokens_details",
            object(
                "reasoning_tokens", counts.reasoning(),
                "audio_tokens", 0,
                "accepted_prediction_tokens", 0,
                "rejected_prediction_tokens", 0));
  }
}
