package io.routerly.testkit.wire;

import io.routerly.testkit.http.Header;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A response before anything goes wrong with it.
 *
 * @param pieces the events of a stream, or the one body of a buffered answer
 * @param stream whether it is sent in chunks as it comes, or whole with its length
 */
public record Answer(int status, List<Header> headers, List<byte[]> pieces, boolean stream) {
  public Answer {
    headers = List.copyOf(headers);
    pieces = List.copyOf(pieces);
  }

  /** Returns a JSON answer. */
  static Answer json(int status, byte[] body) {
    return new Answer(
        status, List.of(new Header("Content-Type", "application/json")), List.of(body), false);
  }

  static Answer json(int status, JsonValue body) {
    return json(status, WireJson.bytes(body));
  }

  /** Returns a stream of events. */
  static Answer events(List<byte[]> events) {
    return new Answer(200, List.of(new Header("Content-Type", Sse.CONTENT_TYPE)), events, true);
  }

  /** Returns a whole response, as it stands. */
  public static Answer exactly(int status, List<Header> headers, String body) {
    return new Answer(status, headers, List.of(body.getBytes(StandardCharsets.UTF_8)), false);
  }

  /** Returns this answer with these headers in place of its own. */
  public Answer withHeaders(List<Header> others) {
    return new Answer(status, others, pieces, stream);
  }

  /** Returns this answer with these pieces in place of its own. */
  public Answer withPieces(List<byte[]> others) {
    return new Answer(status, headers, others, stream);
  }

  /** Returns this answer under another status. */
  public Answer withStatus(int other) {
    return new Answer(other, headers, pieces, stream);
  }
}
