package io.routerly.wire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.json.JsonFactories;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream as a client's SDK does, puts the whole answer together from it, and fails where an
 * event is not what, or not where, the API's reference has it. Knows nothing of our codecs.
 */
abstract class ClientStream {
  /** One event. */
  record Event(String name, JsonObject data) {}

  /** Returns the answer in a stream that was written for a client. */
  static JsonObject read(Format format, byte[] stream) {
    ClientStream reader =
        switch (format) {
          case CHAT -> new ChatClient();
          case RESPONSES -> new ResponsesClient();
          case MESSAGES -> new MessagesClient();
          case GEMINI -> throw new IllegalArgumentException("no client speaks it");
        };
    String text = new String(stream, UTF_8);
    assertThat(text).as("every event is whole").endsWith("\n\n");
    List<Event> events = new ArrayList<>();
    for (String event : text.strip().split("\n\n", -1)) {
      List<String> lines = event.lines().toList();
      String data = lines.get(lines.size() - 1);
      assertThat(data).startsWith("data: ");
      String name = lines.size() == 2 ? lines.get(0).substring("event: ".length()) : "";
      boolean done = data.equals("data: [DONE]");
      events.add(
          new Event(
              done ? "[DONE]" : name,
              done
                  ? JsonValue.EMPTY_JSON_OBJECT
                  : JsonTrees.object(data.substring(6).getBytes(UTF_8))));
    }
    return reader.answer(events);
  }

  abstract JsonObject answer(List<Event> events);

  /** Adds the fields of a delta: texts are joined, lists appended, the rest replaced. */
  static JsonObject grow(JsonObject whole, JsonObject delta) {
    JsonObject grown = whole;
    for (String field : delta.keySet()) {
      grown = Json.with(grown, field, joined(whole.get(field), delta.get(field), field));
    }
    return grown;
  }

  private static JsonValue joined(@Nullable JsonValue before, JsonValue more, String field) {
    boolean fixed = field.equals("id") || field.equals("type") || field.equals("role");
    if (before instanceof JsonString text && more instanceof JsonString next && !fixed) {
      return string(text.getString() + next.getString());
    }
    if (before instanceof JsonArray list && more instanceof JsonArray next) {
      JsonArrayBuilder all = JsonFactories.BUILDERS.createArrayBuilder(list);
      next.forEach(all::add);
      return all.build();
    }
    if (before instanceof JsonObject object && more instanceof JsonObject next) {
      return grow(object, next);
    }
    return before != null && more.getValueType() == JsonValue.ValueType.NULL ? before : more;
  }

  static JsonValue string(String text) {
    return JsonFactories.BUILDERS.createArrayBuilder().add(text).build().get(0);
  }

  static JsonArray array(List<? extends JsonValue> values) {
    JsonArrayBuilder array = JsonFactories.BUILDERS.createArrayBuilder();
    values.forEach(array::add);
    return array.build();
  }
}
