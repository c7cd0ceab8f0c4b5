package io.routerly.wire.contract;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Streams as Chat Completions does: deltas of choices, then the usage, then {@code [DONE]}. */
final class ChatStream extends ProviderStream {
  private JsonObject answer = JsonValue.EMPTY_JSON_OBJECT;

  ChatStream(int size) {
    super(size);
  }

  @Override
  void tell(JsonObject whole) {
    answer = whole;
    array(whole, "choices").forEach(choice -> choice(choice.asJsonObject()));
    chunk("", ",\"usage\":" + object(whole, "usage"));
    data("[DONE]");
  }

  private void chunk(String choices, String more) {
    String tier =
        answer.containsKey("service_tier")
            ? ",\"service_tier\":" + quote(string(answer, "service_tier"))
            : "";
    data(
        "{\"id\":%s,\"object\":\"chat.completion.chunk\",\"created\":%s,\"model\":%s%s,\"choices\":[%s]%s}"
            .formatted(
                quote(string(answer, "id")),
                answer.get("created"),
                quote(string(answer, "model")),
                tier,
                choices,
                more));
  }

  private void delta(int index, String delta, String more) {
    String choice =
        "{\"index\":%d,\"delta\":{%s}%s,\"finish_reason\":null}".formatted(index, delta, more);
    chunk(choice, ",\"usage\":null");
  }

  private void choice(JsonObject choice) {
    int index = choice.getInt("index");
    JsonObject message = object(choice, "message");
    delta(index, "\"role\":\"assistant\",\"content\":\"\"", "");
    grow(index, message, "reasoning_content", "");
    String logprobs =
        choice.containsKey("logprobs") ? ",\"logprobs\":" + choice.get("logprobs") : "";
    grow(index, message, "content", logprobs);
    grow(index, message, "refusal", "");
    if (message.containsKey("annotations")) {
      delta(index, "\"annotations\":" + message.get("annotations"), "");
    }
    JsonArray calls = array(message, "tool_calls");
    for (int i = 0; i < calls.size(); i++) {
      call(index, i, calls.getJsonObject(i));
    }
    chunk(
        "{\"index\":%d,\"delta\":{},\"finish_reason\":%s}"
            .formatted(index, choice.get("finish_reason")),
        ",\"usage\":null");
  }

  private void grow(int index, JsonObject message, String field, String once) {
    String more = once;
    for (String piece : pieces(string(message, field))) {
      delta(index, "\"" + field + "\":" + quote(piece), more);
      more = "";
    }
  }

  private void call(int choice, int index, JsonObject call) {
    JsonObject function = object(call, "function");
    delta(
        choice,
        "\"tool_calls\":[{\"index\":%d,\"id\":%s,\"type\":\"function\",\"function\":{\"name\":%s,\"arguments\":\"\"}}]"
            .formatted(index, quote(string(call, "id")), quote(string(function, "name"))),
        "");
    for (String piece : pieces(string(function, "arguments"))) {
      delta(
          choice,
          "\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":%s}}]"
              .formatted(index, quote(piece)),
          "");
    }
  }
}
