package io.routerly.wire.contract;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Streams as Anthropic does: one block after another, usage at the start and at the end. */
final class MessagesStream extends ProviderStream {
  MessagesStream(int size) {
    super(size);
  }

  @Override
  void tell(JsonObject answer) {
    JsonObject usage = object(answer, "usage");
    JsonObject first = Json.with(usage, "output_tokens", Json.value("1"));
    JsonObject begun =
        Json.merge(
            answer,
            Json.with(
                Json.object("{'content':[],'stop_reason':null,'stop_sequence':null}"),
                "usage",
                without(first, "output_tokens_details")));
    say("message_start", "\"message\":" + begun);
    JsonArray content = array(answer, "content");
    for (int i = 0; i < content.size(); i++) {
      block(i, content.getJsonObject(i));
      say("content_block_stop", "\"index\":" + i);
    }
    say(
        "message_delta",
        "\"delta\":{\"stop_reason\":%s,\"stop_sequence\":%s},\"usage\":%s"
            .formatted(
                answer.get("stop_reason"),
                answer.getOrDefault("stop_sequence", JsonValue.NULL),
                without(usage, "cache_creation", "service_tier")));
    say("message_stop", "");
  }

  private void say(String type, String fields) {
    event(type, "{\"type\":\"" + type + "\"" + (fields.isEmpty() ? "" : "," + fields) + "}");
  }

  private void start(int index, String block) {
    say("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
  }

  private void delta(int index, String type, String field, String value) {
    say(
        "content_block_delta",
        "\"index\":%d,\"delta\":{\"type\":\"%s\",\"%s\":%s}".formatted(index, type, field, value));
  }

  private void block(int index, JsonObject block) {
    switch (string(block, "type")) {
      case "text" -> {
        start(index, "{\"type\":\"text\",\"text\":\"\"}");
        array(block, "citations")
            .forEach(it -> delta(index, "citations_delta", "citation", it.toString()));
        pieces(string(block, "text")).forEach(it -> delta(index, "text_delta", "text", quote(it)));
      }
      case "thinking" -> {
        start(index, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
        pieces(string(block, "thinking"))
            .forEach(it -> delta(index, "thinking_delta", "thinking", quote(it)));
        delta(index, "signature_delta", "signature", quote(string(block, "signature")));
      }
      case "tool_use" -> {
        start(index, Json.with(block, "input", JsonValue.EMPTY_JSON_OBJECT).toString());
        JsonObject input = object(block, "input");
        delta(index, "input_json_delta", "partial_json", "\"\"");
        pieces(input.isEmpty() ? "" : Json.text(input))
            .forEach(it -> delta(index, "input_json_delta", "partial_json", quote(it)));
      }
      default -> start(index, block.toString());
    }
  }
}
