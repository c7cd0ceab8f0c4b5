package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.json.JsonFactories;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** Writes the event {@code response.failed}, which ends a stream of the Responses API. */
final class FailedResponse {
  private FailedResponse() {}

  /**
   * @param response the response object as the provider first sent it; empty if it sent none
   */
  static byte[] event(byte[] response, long sequenceNumber, String code, String message) {
    String told = FailureCodes.of(code);
    JsonObjectBuilder failed = JsonFactories.BUILDERS.createObjectBuilder(original(response));
    failed.add("status", "failed");
    failed.add(
        "error",
        JsonFactories.BUILDERS
            .createObjectBuilder()
            .add("code", told)
            .add("message", told.equals(code) ? message : message + " (" + code + ")"));
    JsonObject event =
        JsonFactories.BUILDERS
            .createObjectBuilder()
            .add("type", "response.failed")
            .add("sequence_number", sequenceNumber)
            .add("response", failed)
            .build();
    return ("event: response.failed\ndata: " + event + "\n\n").getBytes(UTF_8);
  }

  private static JsonObject original(byte[] response) {
    if (response.length > 0) {
      return JsonTrees.object(response);
    }
    return JsonFactories.BUILDERS
        .createObjectBuilder()
        .add("id", "resp_failed")
        .add("object", "response")
        .add("created_at", 0)
        .add("incomplete_details", JsonValue.NULL)
        .add("instructions", JsonValue.NULL)
        .add("metadata", JsonValue.EMPTY_JSON_OBJECT)
        .add("model", "")
        .add("output", JsonValue.EMPTY_JSON_ARRAY)
        .add("parallel_tool_calls", false)
        .add("temperature", JsonValue.NULL)
        .add("tool_choice", "auto")
        .add("tools", JsonValue.EMPTY_JSON_ARRAY)
        .add("top_p", JsonValue.NULL)
        .build();
  }
}
