package io.routerly.testkit.wire;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/**
 * An endpoint that answers with one JSON object and never streams.
 *
 * @param answer makes the object
 */
public record PlainJson(String folder, ErrorFormat errors, Function<Call, JsonObject> answer)
    implements WireFormat {
  @Override
  public byte[] buffered(Call call) {
    return WireJson.bytes(answer.apply(call));
  }

  @Override
  public List<byte[]> events(Call call) {
    throw new IllegalStateException(folder + " does not stream");
  }

  @Override
  public boolean endsWithToolResult(JsonObject body) {
    return false;
  }
}
