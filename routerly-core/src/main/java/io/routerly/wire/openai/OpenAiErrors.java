package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.wire.JsonText;

/**
 * Writes the error envelope that OpenAI's APIs share.
 *
 * @see <a href="https://platform.openai.com/docs/guides/error-codes">OpenAI's error codes</a>
 */
public final class OpenAiErrors {
  private OpenAiErrors() {}

  /** Returns {@code {"error":{…}}}. */
  public static byte[] body(int status, String code, String message) {
    return ("{\"error\":" + object(status, code, message) + "}").getBytes(UTF_8);
  }

  /** Returns the object under {@code error}. */
  public static String object(int status, String code, String message) {
    return "{\"message\":%s,\"type\":%s,\"param\":null,\"code\":%s}"
        .formatted(
            JsonText.quote(message), JsonText.quote(type(status, code)), JsonText.quote(code));
  }

  private static String type(int status, String code) {
    if (code.equals("budget_exceeded")) {
      return code;
    }
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
