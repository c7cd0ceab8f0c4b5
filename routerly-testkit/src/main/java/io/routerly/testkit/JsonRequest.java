package io.routerly.testkit;

import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.wire.ApiError;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;

/** The strictness that all providers share about JSON bodies. */
final class JsonRequest {
  private JsonRequest() {}

  /** Returns the body, if it is announced as JSON and is a JSON object. */
  static JsonObject body(RecordedRequest request) {
    String type = request.header("Content-Type").orElse("none").toLowerCase(Locale.ROOT);
    if (!type.split(";", 2)[0].strip().equals("application/json")) {
      String message = "The content type must be application/json, not " + type + ".";
      throw new RefusedException(ApiError.of(415, message).coded("unsupported_content_type"));
    }
    try {
      return request.json();
    } catch (JsonException e) {
      throw new RefusedException(ApiError.of(400, "The body is not a JSON object."));
    }
  }

  /** Returns a required text. */
  static String text(JsonObject body, String name) {
    if (body.get(name) instanceof JsonString text && !text.getString().isEmpty()) {
      return text.getString();
    }
    throw missing(name);
  }

  /** Checks that a list is there and holds something. */
  static void list(JsonObject body, String name) {
    if (!(body.get(name) instanceof JsonArray list) || list.isEmpty()) {
      throw missing(name);
    }
  }

  /** Returns {@code stream}, false by default. */
  static boolean stream(JsonObject body) {
    return body.getOrDefault("stream", JsonValue.FALSE).equals(JsonValue.TRUE);
  }

  static RefusedException missing(String name) {
    ApiError error = ApiError.of(400, name + ": this field is required.");
    return new RefusedException(error.at(name).coded("missing_required_parameter"));
  }
}
