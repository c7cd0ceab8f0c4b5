package io.routerly.testkit.wire;

import io.routerly.testkit.http.Header;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Anthropic's {@code {"type": "error", "error": {"type", "message"}, "request_id"}}. */
public final class AnthropicErrors implements ErrorFormat {
  @Override
  public JsonObject envelope(ApiError error) {
    return WireJson.with(body(type(error.status()), error.message()), "request_id", id(error));
  }

  @Override
  public Answer refusal(ApiError error) {
    Answer answer = Answer.json(error.status(), envelope(error));
    List<Header> headers = new ArrayList<>(answer.headers());
    error
        .retryAfter()
        .ifPresent(wait -> headers.add(new Header("retry-after", "" + wait.toSeconds())));
    return new Answer(error.status(), headers, answer.pieces(), false);
  }

  /** Returns the envelope without a request id, which streams do not repeat. */
  static JsonObject body(String type, String message) {
    return WireJson.object(
        "type", "error", "error", WireJson.object("type", type, "message", message));
  }

  private static String id(ApiError error) {
    return "req_fake_" + error.status();
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status >= 500 ? "api_error" : "invalid_request_error";
    };
  }
}
