package io.routerly.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a stream of Responses as OpenAI's SDKs and Codex do. */
final class ResponsesClient extends ClientStream {
  private final List<JsonObject> items = new ArrayList<>();
  private final Map<String, StringBuilder> texts = new HashMap<>();
  private boolean open;

  @Override
  JsonObject answer(List<Event> events) {
    assertThat(events.get(0).name()).isEqualTo("response.created");
    assertThat(events.get(1).name()).isEqualTo("response.in_progress");
    for (int i = 0; i < events.size(); i++) {
      JsonObject data = events.get(i).data();
      assertThat(data.getString("type")).isEqualTo(events.get(i).name());
      assertThat(data.getInt("sequence_number")).isEqualTo(i);
      take(data.getString("type"), data);
    }
    Event last = events.get(events.size() - 1);
    JsonObject response = last.data().getJsonObject("response");
    assertThat(last.name()).isEqualTo("response." + response.getString("status"));
    assertThat(response.getJsonArray("output")).as("the items that were done").isEqualTo(items);
    return response;
  }

  private void take(String type, JsonObject data) {
    if (type.equals("response.output_item.added")) {
      assertThat(open).as("one item at a time").isFalse();
      assertThat(data.getInt("output_index")).isEqualTo(items.size());
      open = true;
    } else if (type.equals("response.output_item.done")) {
      done(data);
    } else if (type.endsWith(".delta")) {
      texts
          .computeIfAbsent(key(type, data), k -> new StringBuilder())
          .append(data.getString("delta"));
    } else if (type.endsWith(".done")) {
      String field =
          ProviderStream.string(data, "text")
              + ProviderStream.string(data, "refusal")
              + ProviderStream.string(data, "arguments")
              + ProviderStream.string(data, "input");
      if (!type.endsWith("part.done")) {
        StringBuilder grown = texts.getOrDefault(key(type, data), new StringBuilder());
        assertThat(grown.toString()).as(type).isEqualTo(field);
      }
    }
    if (data.containsKey("item_id")) {
      assertThat(open).as("an item is open: %s", data).isTrue();
      assertThat(data.getInt("output_index")).isEqualTo(items.size());
    }
  }

  private static String key(String type, JsonObject data) {
    String kind = type.substring(0, type.lastIndexOf('.'));
    return kind + data.get("item_id") + data.get("content_index") + data.get("summary_index");
  }

  private void done(JsonObject data) {
    assertThat(open).isTrue();
    open = false;
    JsonObject item = data.getJsonObject("item");
    items.add(item);
    JsonArray content = ProviderStream.array(item, "content");
    for (int i = 0; i < content.size(); i++) {
      JsonObject part = content.getJsonObject(i);
      String said = ProviderStream.string(part, "text") + ProviderStream.string(part, "refusal");
      String kind =
          part.getString("type").equals("refusal") ? "response.refusal" : "response.output_text";
      String key = kind + item.get("id") + Json.value("" + i) + "null";
      assertThat(texts.getOrDefault(key, new StringBuilder()).toString()).isEqualTo(said);
    }
  }
}
