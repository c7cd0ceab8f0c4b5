package io.routerly.translation;

import io.routerly.wire.WireFormat;
import jakarta.json.JsonObject;
import java.util.function.LongSupplier;

/**
 * What is kept of answers for the turns after them.
 *
 * @param turns reasoning that belongs to calls of tools
 * @param responses answers that a client may go on from by their id
 */
public record Memories(TurnMemory turns, ResponseMemory responses) {
  /**
   * Returns empty memories of the usual size.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public static Memories create(LongSupplier nanoTime) {
    return new Memories(new TurnMemory(nanoTime), new ResponseMemory(nanoTime));
  }

  /**
   * Returns one that takes note of the answer to a request.
   *
   * @param said what the user said last in the request
   * @param request what is kept of it, as its client wrote it
   */
  AnswerListener listener(String projectId, WireFormat client, LastWords said, JsonObject request) {
    return (answer, written) -> {
      turns.remember(projectId, () -> said, answer);
      if (client == WireFormat.OPENAI_RESPONSES) {
        responses.remember(projectId, request, written.get());
      }
    };
  }
}
