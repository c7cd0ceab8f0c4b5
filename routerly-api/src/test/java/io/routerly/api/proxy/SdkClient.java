package io.routerly.api.proxy;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * An official SDK that speaks to the gateway. Requests are read into the SDK's own types before
 * they are sent; answers come from its types, validated by the SDK, streams put together by its own
 * accumulator.
 */
interface SdkClient extends AutoCloseable {
  /** Sends a request and returns the answer, in the JSON that the SDK makes of what it read. */
  JsonObject send(JsonObject request);

  /**
   * Sends a request and returns the streamed answer as the SDK puts it together.
   *
   * @param onEvent runs when the SDK has read an event
   */
  JsonObject stream(JsonObject request, Runnable onEvent);

  default JsonObject send(JsonObject request, boolean streamed) {
    return streamed ? stream(request, () -> {}) : send(request);
  }

  /** Returns the answer's meaning. */
  Heard heard(JsonObject answer);

  default Heard ask(JsonObject request, boolean streamed) {
    return heard(send(request, streamed));
  }

  /** Returns a request of this API with that system message and conversation. */
  JsonObject request(String model, String system, List<JsonObject> conversation);

  /** Returns the same with one tool, {@code weather} of a {@code city}. */
  JsonObject withWeather(JsonObject request);

  /** Returns the same, asking for reasoning that the client may see. */
  JsonObject withThinking(JsonObject request);

  /** Returns the same, asking for an answer that is an object with a {@code city}. */
  JsonObject withSchema(JsonObject request);

  /** Returns a turn of the user. */
  JsonObject user(String text);

  /** Returns a turn of the user with an image, given as the base64 of a PNG. */
  JsonObject image(String text, String base64);

  /** Returns the turns that bring the results of calls. */
  List<JsonObject> results(List<Heard.Called> calls, List<String> results);

  /** Returns a turn without anything but its calls of tools. */
  List<JsonObject> callsOnly(List<JsonObject> turn);

  @Override
  void close();
}
