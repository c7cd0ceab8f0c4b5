package io.routerly.wire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.json.JsonFactories;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams a whole answer as a provider would, in pieces of text of a given size. Knows nothing of
 * our codecs.
 */
abstract class ProviderStream {
  private final StringBuilder stream = new StringBuilder();
  private final int size;

  ProviderStream(int size) {
    this.size = size;
  }

  /** Returns the stream of an answer in some format. */
  static byte[] of(Format format, JsonObject answer, int size) {
    ProviderStream stream =
        switch (format) {
          case CHAT -> new ChatStream(size);
          case RESPONSES -> new ResponsesStream(size);
          case MESSAGES -> new MessagesStream(size);
          case GEMINI -> new GeminiStream(size);
        };
    stream.tell(answer);
    return stream.stream.toString().getBytes(UTF_8);
  }

  abstract void tell(JsonObject answer);

  final void event(String name, String data) {
    stream.append("event: ").append(name).append('\n');
    data(data);
  }

  final void data(String data) {
    stream.append("data: ").append(data).append("\n\n");
  }

  /** Cuts a text; a pair of surrogates stays together, as it does in UTF-8. */
  final List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + size);
      if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
        end++;
      }
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }

  static String quote(String text) {
    return Json.text(JsonFactories.BUILDERS.createArrayBuilder().add(text).build().get(0));
  }

  /** Returns the text in a field, or nothing. */
  static String string(JsonObject object, String field) {
    return object.getString(field, "");
  }

  static JsonArray array(JsonObject object, String field) {
    return object.get(field) instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
  }

  static JsonObject object(JsonObject object, String field) {
    return object.get(field) instanceof JsonObject inner ? inner : JsonValue.EMPTY_JSON_OBJECT;
  }

  /** Returns the object without some of its fields. */
  static JsonObject without(JsonObject object, String... fields) {
    JsonObjectBuilder copy = JsonFactories.BUILDERS.createObjectBuilder(object);
    for (String field : fields) {
      copy.remove(field);
    }
    return copy.build();
  }
}
