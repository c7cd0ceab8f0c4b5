package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.array;
import static io.routerly.testkit.wire.WireJson.list;
import static io.routerly.testkit.wire.WireJson.object;
import static io.routerly.testkit.wire.WireJson.with;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Google's {@code {"error": {"code", "message", "status"}}}; how long to wait stands in its
 * details.
 *
 * @param inArray whether the envelope is wrapped in an array, as the OpenAI-compatible endpoint
 *     does
 */
public record GeminiErrors(boolean inArray) implements ErrorFormat {
  private static final String TYPES = "type.googleapis.com/google.rpc.";

  @Override
  public JsonValue envelope(ApiError error) {
    List<JsonObject> details = new ArrayList<>();
    error.code().ifPresent(reason -> details.add(reason(reason)));
    error.retryAfter().ifPresent(wait -> details.add(retry(wait.toSeconds())));
    JsonObject inner =
        object("code", error.status(), "message", error.message(), "status", status(error));
    JsonObject envelope =
        object("error", details.isEmpty() ? inner : with(inner, "details", list(details)));
    return inArray ? array(envelope) : envelope;
  }

  @Override
  public Answer refusal(ApiError error) {
    return Answer.json(error.status(), envelope(error));
  }

  private static JsonObject reason(String reason) {
    return object("@type", TYPES + "ErrorInfo", "reason", reason, "domain", "googleapis.com");
  }

  private static JsonObject retry(long seconds) {
    return object("@type", TYPES + "RetryInfo", "retryDelay", seconds + "s");
  }

  private static String status(ApiError error) {
    return switch (error.status()) {
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 500 -> "INTERNAL";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> error.status() > 500 ? "UNAVAILABLE" : "INVALID_ARGUMENT";
    };
  }
}
