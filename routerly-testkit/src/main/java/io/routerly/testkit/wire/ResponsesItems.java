package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.array;
import static io.routerly.testkit.wire.WireJson.object;

import io.routerly.testkit.script.Part;
import jakarta.json.JsonObject;

/** The output items of the Responses API. */
final class ResponsesItems {
  private ResponsesItems() {}

  /** Returns the whole item, as it stands when it is done. */
  static JsonObject item(Call call, Part part, int index) {
    if (part instanceof Part.ToolCall tool) {
      return object(
          "id", call.id("fc_", index),
          "type", "function_call",
          "status", "completed",
          "arguments", tool.arguments(),
          "call_id", call.id("call_", index),
          "name", tool.name());
    }
    if (part instanceof Part.Thinking thinking) {
      return object(
          "id",
          call.id("rs_", index),
          "type",
          "reasoning",
          "summary",
          array(summary(thinking.text())),
          "encrypted_content",
          "RmFrZSBlbmNyeXB0ZWQgcmVhc29uaW5n");
    }
    return object(
        "id", call.id("msg_", index),
        "type", "message",
        "status", "completed",
        "content", array(words(((Part.Text) part).text())),
        "role", "assistant");
  }

  static JsonObject words(String text) {
    return object("type", "output_text", "annotations", array(), "logprobs", array(), "text", text);
  }

  static JsonObject summary(String text) {
    return object("type", "summary_text", "text", text);
  }
}
