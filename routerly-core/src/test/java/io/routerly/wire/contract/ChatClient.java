package io.routerly.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a stream of Chat Completions as OpenAI's SDKs do. */
final class ChatClient extends ClientStream {
  private static final JsonObject EMPTY =
      Json.object("{'role':'assistant','content':null,'refusal':null}");

  private final Map<Integer, JsonObject> choices = new TreeMap<>();
  private final Map<Integer, Map<Integer, JsonObject>> calls = new TreeMap<>();
  private JsonObject answer = JsonValue.EMPTY_JSON_OBJECT;

  @Override
  JsonObject answer(List<Event> events) {
    assertThat(events.get(events.size() - 1).name()).isEqualTo("[DONE]");
    String id = events.get(0).data().getString("id");
    for (Event event : events.subList(0, events.size() - 1)) {
      assertThat(event.name()).as("chunks have no name").isEmpty();
      JsonObject chunk = event.data();
      assertThat(chunk.getString("object")).isEqualTo("chat.completion.chunk");
      assertThat(chunk.getString("id")).isEqualTo(id);
      assertThat(chunk.containsKey("created") && chunk.containsKey("model")).isTrue();
      for (String field : List.of("id", "created", "model", "service_tier", "usage")) {
        if (chunk.containsKey(field) && !chunk.isNull(field)) {
          answer = Json.with(answer, field, chunk.get(field));
        }
      }
      chunk.getJsonArray("choices").forEach(choice -> choice(choice.asJsonObject()));
    }
    List<JsonObject> whole = new ArrayList<>();
    choices.forEach((index, choice) -> whole.add(withCalls(index, choice)));
    return Json.with(
        Json.with(answer, "object", string("chat.completion")), "choices", array(whole));
  }

  private void choice(JsonObject chunk) {
    int index = chunk.getInt("index");
    JsonObject delta = chunk.getJsonObject("delta");
    JsonObject before =
        choices.computeIfAbsent(
            index,
            i -> {
              assertThat(delta.getString("role")).as("the first delta").isEqualTo("assistant");
              return Json.with(
                  Json.object("{'index':" + i + ",'logprobs':null,'finish_reason':null}"),
                  "message",
                  EMPTY);
            });
    assertThat(before.isNull("finish_reason")).as("nothing comes after the end").isTrue();
    if (delta.get("tool_calls") instanceof JsonArray some) {
      some.forEach(call -> call(index, call.asJsonObject()));
    }
    JsonObject words = ProviderStream.without(delta, "tool_calls", "role");
    JsonObject message = grow(before.getJsonObject("message"), words);
    JsonObject grown = Json.with(before, "message", message);
    if (chunk.get("logprobs") instanceof JsonObject rated) {
      grown = grow(grown, Json.with(JsonValue.EMPTY_JSON_OBJECT, "logprobs", rated));
    }
    choices.put(
        index,
        Json.with(grown, "finish_reason", chunk.getOrDefault("finish_reason", JsonValue.NULL)));
  }

  private void call(int choice, JsonObject delta) {
    int index = delta.getInt("index");
    Map<Integer, JsonObject> known = calls.computeIfAbsent(choice, i -> new TreeMap<>());
    if (!known.containsKey(index)) {
      assertThat(delta.getString("id")).isNotEmpty();
      String kind = delta.getString("type");
      assertThat(ProviderStream.object(delta, kind).getString("name")).isNotEmpty();
      assertThat(index).isEqualTo(known.size());
    }
    JsonObject more = ProviderStream.without(delta, "index");
    known.merge(index, more, ClientStream::grow);
  }

  private JsonObject withCalls(int index, JsonObject choice) {
    JsonObject message = choice.getJsonObject("message");
    for (String field : List.of("content", "refusal")) {
      if (string("").equals(message.get(field))) {
        message = Json.with(message, field, JsonValue.NULL);
      }
    }
    if (calls.containsKey(index)) {
      message = Json.with(message, "tool_calls", array(List.copyOf(calls.get(index).values())));
    }
    return Json.with(choice, "message", message);
  }
}
