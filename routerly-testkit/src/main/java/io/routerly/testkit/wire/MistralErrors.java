package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.array;
import static io.routerly.testkit.wire.WireJson.object;

import io.routerly.testkit.http.Header;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Mistral's {@code {"object":"error","message",…}}; its message is a list of violations where a
 * field is at fault.
 */
public final class MistralErrors implements ErrorFormat {
  @Override
  public JsonObject envelope(ApiError error) {
    return object(
        "object",
        "error",
        "message",
        error
            .param()
            .map(field -> violation(field, error))
            .orElse(WireJson.string(error.message())),
        "type",
        error.status() == 429 ? "rate_limited" : "invalid_request_error",
        "param",
        JsonValue.NULL,
        "code",
        error.code().map(WireJson::string).orElse(JsonValue.NULL));
  }

  private static JsonValue violation(String field, ApiError error) {
    JsonArray place = WireJson.list(List.of(("body." + field).split("\\.", -1)));
    return object(
        "detail", array(object("type", "extra_forbidden", "loc", place, "msg", error.message())));
  }

  @Override
  public Answer refusal(ApiError error) {
    Answer answer = Answer.json(error.status(), envelope(error));
    List<Header> headers = new ArrayList<>(answer.headers());
    error
        .retryAfter()
        .ifPresent(wait -> headers.add(new Header("Retry-After", "" + wait.toSeconds())));
    return new Answer(error.status(), headers, answer.pieces(), false);
  }
}
