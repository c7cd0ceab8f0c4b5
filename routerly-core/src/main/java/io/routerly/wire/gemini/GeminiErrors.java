package io.routerly.wire.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import io.routerly.wire.JsonText;

/**
 * Writes Google's error envelope.
 *
 * @see <a href="https://google.aip.dev/193">AIP-193</a>
 */
final class GeminiErrors {
  private GeminiErrors() {}

  static byte[] body(int status, String code, String message) {
    return json(status, code, message).getBytes(UTF_8);
  }

  static byte[] event(int status, String code, String message) {
    return ("data: " + json(status, code, message) + "\n\n").getBytes(UTF_8);
  }

  private static String json(int status, String code, String message) {
    return ("{\"error\":{\"code\":%d,\"message\":%s,\"status\":\"%s\",\"details\":["
            + "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
            + "\"reason\":%s,\"domain\":\"routerly\"}]}}")
        .formatted(
            status, JsonText.quote(message), name(status), JsonText.quote(code.toUpperCase(ROOT)));
  }

  private static String name(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 408, 504 -> "DEADLINE_EXCEEDED";
      case 409 -> "ABORTED";
      case 412 -> "FAILED_PRECONDITION";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 501 -> "UNIMPLEMENTED";
      case 502, 503 -> "UNAVAILABLE";
      default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
    };
  }
}
