package io.routerly.translation;

import io.routerly.json.JsonCursor;
import io.routerly.json.JsonFactories;
import io.routerly.json.JsonTrees;
import io.routerly.wire.responses.ResponsesHistory;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Remembers answers in the Responses format, so that a client may go on from one by its id where
 * the provider keeps none.
 *
 * <p>Bounded by size and by time: what was used longest ago is forgotten first. Lives in this
 * process only, and shows one project nothing of another. Thread-safe.
 */
public final class ResponseMemory {
  private static final long MOST_BYTES = 64L * 1024 * 1024;
  private static final long FLAT_WEIGHT = 200;
  private static final Duration LONGEST = Duration.ofHours(6);

  private final RecentlyUsed<Key, byte[]> items;

  private record Key(String projectId, String responseId) {}

  /**
   * Returns an empty memory of the usual size.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public ResponseMemory(LongSupplier nanoTime) {
    this(MOST_BYTES, nanoTime);
  }

  ResponseMemory(long mostBytes, LongSupplier nanoTime) {
    this.items =
        new RecentlyUsed<>(
            mostBytes, LONGEST, (key, value) -> value.length + FLAT_WEIGHT, nanoTime);
  }

  /**
   * Returns a request with the conversation that it goes on from in the place of its id, or empty
   * if it goes on from nothing that is remembered.
   *
   * @param body a request in the Responses format, found to be valid
   */
  Optional<Resumed> resume(String projectId, byte[] body) {
    if (items.size() == 0) {
      return Optional.empty();
    }
    return previousId(body)
        .flatMap(
            id ->
                items
                    .get(new Key(projectId, id))
                    .map(known -> new Resumed(id, resumed(body, known))));
  }

  private static byte[] resumed(byte[] body, byte[] known) {
    JsonArray prior = JsonTrees.object(known).getJsonArray("items");
    return JsonTrees.bytes(ResponsesHistory.resume(JsonTrees.object(body), prior));
  }

  /** Keeps an answer, unless the client does not want it kept. */
  void remember(String projectId, JsonObject request, JsonObject response) {
    if (isToBeKept(request)) {
      JsonObject history =
          JsonFactories.BUILDERS
              .createObjectBuilder()
              .add("items", ResponsesHistory.items(request, response))
              .build();
      items.put(new Key(projectId, response.getString("id")), JsonTrees.bytes(history));
    }
  }

  /** Returns whether a client may go on from the answer to a request. */
  static boolean isToBeKept(JsonObject request) {
    return request.getBoolean("store", true);
  }

  private static Optional<String> previousId(byte[] body) {
    JsonCursor cursor = new JsonCursor(body);
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("previous_response_id") && cursor.peek() == '"') {
        return Optional.of(cursor.readString());
      }
      cursor.skip();
    }
    return Optional.empty();
  }

  /**
   * A request that goes on from an answer.
   *
   * @param previousId the answer's id
   * @param body the request with the whole conversation, without that id
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Resumed(String previousId, byte[] body) {}
}
