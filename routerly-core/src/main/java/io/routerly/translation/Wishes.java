package io.routerly.translation;

import io.routerly.json.JsonFactories;
import io.routerly.wire.WireFormat;
import io.routerly.wire.responses.ResponsesHistory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/**
 * What of a client's request has to be known until its answer has ended: all but the conversation,
 * which may be large and would be held for as long as the answer streams.
 */
final class Wishes {
  private Wishes() {}

  /**
   * Returns the request without its conversation.
   *
   * @param client the format that it is in
   */
  static JsonObject of(WireFormat client, JsonObject request) {
    if (client == WireFormat.OPENAI_RESPONSES) {
      return ResponseMemory.isToBeKept(request) ? request : ResponsesHistory.withoutTurns(request);
    }
    JsonObjectBuilder wishes = JsonFactories.BUILDERS.createObjectBuilder(request);
    return wishes.remove("messages").remove("input").build(); // a hybrid request has the latter
  }
}
