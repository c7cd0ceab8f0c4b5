package io.routerly.testkit.wire;

import io.routerly.testkit.http.Header;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's {@code {"error": {"message", "type", "param", "code"}}}. */
public final class OpenAiErrors implements ErrorFormat {
  @Override
  public JsonObject envelope(ApiError error) {
    return WireJson.object(
        "error",
        WireJson.object(
            "message", error.message(),
            "type", type(error.status()),
            "param", error.param().<JsonValue>map(WireJson::string).orElse(JsonValue.NULL),
            "code", code(error)));
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

  private static String type(int status) {
    if (status == 429) {
      return "requests";
    }
    return status >= 500 ? "server_error" : "invalid_request_error";
  }

  private static JsonValue code(ApiError error) {
    if (error.code().isPresent()) {
      return WireJson.string(error.code().get());
    }
    return error.status() == 429 ? WireJson.string("rate_limit_exceeded") : JsonValue.NULL;
  }
}
