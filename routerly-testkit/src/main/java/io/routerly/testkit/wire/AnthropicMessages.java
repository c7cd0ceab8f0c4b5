package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.array;
import static io.routerly.testkit.wire.WireJson.list;
import static io.routerly.testkit.wire.WireJson.object;

import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.TokenCounts;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Anthropic Messages. */
public final class AnthropicMessages implements WireFormat {
  private static final String SIGNATURE = "RmFrZSBzaWduYXR1cmUgb2YgYSBmYWtlIHRob3VnaHQ=";

  private final ErrorFormat errors = new AnthropicErrors();

  @Override
  public String folder() {
    return "anthropic-messages";
  }

  @Override
  public ErrorFormat errors() {
    return errors;
  }

  @Override
  public byte[] buffered(Call call) {
    List<JsonObject> blocks = new ArrayList<>();
    for (Part part : call.parts()) {
      blocks.add(whole(call, part, blocks.size()));
    }
    return WireJson.bytes(
        message(call, list(blocks), WireJson.string(stopReason(call)), usage(call.counts())));
  }

  @Override
  public List<byte[]> events(Call call) {
    List<byte[]> events = new ArrayList<>();
    events.add(messageStart(call));
    int index = 0;
    for (Part part : call.parts()) {
      events.add(
          event("content_block_start", "index", index, "content_block", empty(call, part, index)));
      if (index == 0) {
        events.add(event("ping"));
      }
      for (JsonObject delta : deltas(part)) {
        events.add(event("content_block_delta", "index", index, "delta", delta));
      }
      events.add(event("content_block_stop", "index", index));
      index++;
    }
    events.add(messageDelta(call));
    events.add(event("message_stop"));
    return events;
  }

  @Override
  public byte[] errorEvent(Call call, int before, ApiError error) {
    return Sse.event("error", AnthropicErrors.body("overloaded_error", error.message()));
  }

  @Override
  public boolean endsWithToolResult(JsonObject body) {
    JsonArray messages = body.getJsonArray("messages");
    JsonValue content = messages.getJsonObject(messages.size() - 1).get("content");
    return content instanceof JsonArray blocks
        && blocks.stream()
            .anyMatch(block -> "tool_result".equals(block.asJsonObject().getString("type", "")));
  }

  private static byte[] messageStart(Call call) {
    TokenCounts begun =
        TokenCounts.of(call.counts().input(), Math.min(1, call.counts().output()))
            .withCacheRead(call.counts().cacheRead())
            .withCacheWrites(call.counts().cacheWrite5m(), call.counts().cacheWrite1h());
    return event("message_start", "message", message(call, array(), JsonValue.NULL, usage(begun)));
  }

  /** The counts of {@code message_delta} are those of the whole message, not additional ones. */
  private static byte[] messageDelta(Call call) {
    TokenCounts counts = call.counts();
    return event(
        "message_delta",
        "delta",
        object("stop_reason", stopReason(call), "stop_sequence", JsonValue.NULL),
        "usage",
        object(
            "input_tokens", counts.uncachedInput(),
            "cache_creation_input_tokens", counts.cacheWrites(),
            "cache_read_input_tokens", counts.cacheRead(),
            "output_tokens", counts.output(),
            "output_tokens_details", details(counts)));
  }

  private static JsonObject message(
      Call call, JsonArray content, JsonValue stopReason, JsonObject usage) {
    return object(
        "id",
        call.id("msg_"),
        "type",
        "message",
        "role",
        "assistant",
        "model",
        call.model(),
        "content",
        content,
        "stop_reason",
        stopReason,
        "stop_sequence",
        JsonValue.NULL,
        "usage",
        usage);
  }

  private static JsonObject whole(Call call, Part part, int index) {
    if (part instanceof Part.ToolCall tool) {
      return toolUse(call, tool.name(), WireJson.parse(tool.arguments()), index);
    }
    if (part instanceof Part.Thinking thinking) {
      return object("type", "thinking", "thinking", thinking.text(), "signature", SIGNATURE);
    }
    return object("type", "text", "text", ((Part.Text) part).text());
  }

  private static JsonObject empty(Call call, Part part, int index) {
    if (part instanceof Part.ToolCall tool) {
      return toolUse(call, tool.name(), object(), index);
    }
    if (part instanceof Part.Thinking) {
      return object("type", "thinking", "thinking", "", "signature", "");
    }
    return object("type", "text", "text", "");
  }

  private static JsonObject toolUse(Call call, String name, JsonObject input, int index) {
    return object("type", "tool_use", "id", call.id("toolu_", index), "name", name, "input", input);
  }

  private static List<JsonObject> deltas(Part part) {
    List<JsonObject> deltas = new ArrayList<>();
    if (part instanceof Part.ToolCall tool) {
      deltas.add(object("type", "input_json_delta", "partial_json", ""));
      Call.fragments(tool.arguments())
          .forEach(piece -> deltas.add(object("type", "input_json_delta", "partial_json", piece)));
    } else if (part instanceof Part.Thinking thinking) {
      Call.pieces(thinking.text())
          .forEach(piece -> deltas.add(object("type", "thinking_delta", "thinking", piece)));
      deltas.add(object("type", "signature_delta", "signature", SIGNATURE));
    } else if (part instanceof Part.Text text) {
      Call.pieces(text.text())
          .forEach(piece -> deltas.add(object("type", "text_delta", "text", piece)));
    }
    return deltas;
  }

  private static byte[] event(String type, Object... members) {
    JsonObject data = object("type", type);
    for (int i = 0; i < members.length; i += 2) {
      data = WireJson.with(data, (String) members[i], members[i + 1]);
    }
    return Sse.event(type, data);
  }

  private static String stopReason(Call call) {
    return call.callsTools() ? "tool_use" : "end_turn";
  }

  private static JsonObject usage(TokenCounts counts) {
    return object(
        "input_tokens", counts.uncachedInput(),
        "cache_creation_input_tokens", counts.cacheWrites(),
        "cache_read_input_tokens", counts.cacheRead(),
        "cache_creation",
            object(
                "ephemeral_5m_input_tokens", counts.cacheWrite5m(),
                "ephemeral_1h_input_tokens", counts.cacheWrite1h()),
        "output_tokens", counts.output(),
        "output_tokens_details", details(counts),
        "service_tier", "standard");
  }

  private static JsonObject details(TokenCounts counts) {
    return object("thinking_tokens", counts.reasoning());
  }
}
