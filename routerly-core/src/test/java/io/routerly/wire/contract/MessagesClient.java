package io.routerly.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads a stream of Messages as Anthropic's SDKs do. */
final class MessagesClient extends ClientStream {
  private final List<JsonObject> blocks = new ArrayList<>();
  private final StringBuilder input = new StringBuilder();
  private JsonObject message = JsonValue.EMPTY_JSON_OBJECT;
  private boolean open;
  private boolean ended;

  @Override
  JsonObject answer(List<Event> events) {
    assertThat(events.get(0).name()).isEqualTo("message_start");
    assertThat(events.get(events.size() - 1).name()).isEqualTo("message_stop");
    for (Event event : events) {
      assertThat(event.data().getString("type")).isEqualTo(event.name());
      take(event.name(), event.data());
    }
    assertThat(open).as("every block is ended").isFalse();
    return Json.with(message, "content", array(blocks));
  }

  private void take(String name, JsonObject data) {
    switch (name) {
      case "message_start" -> {
        assertThat(message).as("one start").isEmpty();
        message = data.getJsonObject("message");
        assertThat(message.getJsonArray("content")).isEmpty();
        assertThat(message.getJsonObject("usage")).containsKeys("input_tokens", "output_tokens");
      }
      case "content_block_start" -> {
        assertThat(open || ended).as("a start within a block or after the end").isFalse();
        assertThat(data.getInt("index")).isEqualTo(blocks.size());
        blocks.add(data.getJsonObject("content_block"));
        input.setLength(0);
        open = true;
      }
      case "content_block_delta" -> {
        at(data);
        delta(data.getJsonObject("delta"));
      }
      case "content_block_stop" -> stop(data);
      case "message_delta" -> {
        assertThat(open).isFalse();
        ended = true;
        message = Json.merge(message, data.getJsonObject("delta"));
        JsonObject usage = Json.merge(message.getJsonObject("usage"), data.getJsonObject("usage"));
        message = Json.with(message, "usage", usage);
      }
      case "message_stop" -> assertThat(ended).isTrue();
      default -> assertThat(name).isEqualTo("ping");
    }
  }

  private void at(JsonObject data) {
    assertThat(open).as("inside a block: %s", data).isTrue();
    assertThat(data.getInt("index")).isEqualTo(blocks.size() - 1);
  }

  private void delta(JsonObject delta) {
    int last = blocks.size() - 1;
    JsonObject block = blocks.get(last);
    switch (delta.getString("type")) {
      case "text_delta", "thinking_delta" ->
          blocks.set(last, grow(block, ProviderStream.without(delta, "type")));
      case "signature_delta" ->
          blocks.set(last, Json.with(block, "signature", string(delta.getString("signature"))));
      case "citations_delta" ->
          blocks.set(
              last,
              grow(
                  ProviderStream.array(block, "citations").isEmpty()
                      ? ProviderStream.without(block, "citations")
                      : block,
                  Json.with(
                      JsonValue.EMPTY_JSON_OBJECT,
                      "citations",
                      array(List.of(delta.getJsonObject("citation"))))));
      case "input_json_delta" -> input.append(delta.getString("partial_json"));
      default -> throw new AssertionError(delta);
    }
  }

  private void stop(JsonObject data) {
    at(data);
    open = false;
    int last = blocks.size() - 1;
    if (blocks.get(last).getString("type").equals("tool_use")) {
      JsonValue whole =
          input.length() == 0 ? JsonValue.EMPTY_JSON_OBJECT : Json.raw(input.toString());
      blocks.set(last, Json.with(blocks.get(last), "input", whole));
    }
  }
}
