package io.routerly.testkit.wire;

import jakarta.json.JsonObject;
import java.util.List;

/** The format of one endpoint's answers. Implementations hold no state. */
public interface WireFormat {
  /** Returns the folder of this endpoint's fixtures. */
  String folder();

  /** Returns how this endpoint's provider says that it refuses. */
  ErrorFormat errors();

  /** Returns the body of a buffered answer. */
  byte[] buffered(Call call);

  /** Returns the events of a streamed answer; the last is the one that says it is whole. */
  List<byte[]> events(Call call);

  /**
   * Returns the event that tells of a failure in mid-stream.
   *
   * @param before how many events came before it
   */
  default byte[] errorEvent(Call call, int before, ApiError error) {
    return Sse.data(errors().envelope(error));
  }

  /** Returns whether the last thing in the conversation is the result of a tool. */
  boolean endsWithToolResult(JsonObject body);

  /** Returns the answer to {@code call}. */
  default Answer answer(Call call, boolean stream) {
    return stream ? Answer.events(events(call)) : Answer.json(200, buffered(call));
  }

  /** Returns the fixture of that name, in the form the request asks for. */
  default Answer recorded(String name, boolean stream) {
    return stream
        ? Answer.events(Sse.split(Fixtures.bytes(folder(), name + ".sse")))
        : Answer.json(200, Fixtures.bytes(folder(), name + ".json"));
  }
}
