package io.routerly.translation;

import io.routerly.wire.WireFormat;
import jakarta.json.JsonObject;

/**
 * What is kept of answers for the turns after them.
 *
 * @param turns reasoning that belongs to calls of tools
 * @param responses answers that a client may go on from by their id
 */
public record Memories(TurnMemory turns, ResponseMemory responses) {
  /** Returns empty memories of the usual size. */
  public static Memories create() {
    return new Memories(new TurnMemory(), new ResponseMemory());
  }

  AnswerListener listener(String projectId, WireFormat client, JsonObject request) {
    return (answer, written) -> {
      turns.remember(projectId, answer);
      if (client == WireFormat.OPENAI_RESPONSES) {
        responses.remember(projectId, request, written);
      }
    };
  }
}
