package io.routerly.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.wire.AnswerWatch;
import io.routerly.wire.JsonText;
import io.routerly.wire.WireCodec;
import io.routerly.wire.WireFormat;

/**
 * Anthropic Messages.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages">the API reference</a>
 * @see <a href="https://docs.anthropic.com/en/api/errors">its errors</a>
 */
public final class AnthropicCodec implements WireCodec {
  @Override
  public WireFormat format() {
    return WireFormat.ANTHROPIC_MESSAGES;
  }

  @Override
  public AnswerWatch watch() {
    return new MessagesWatch();
  }

  @Override
  public byte[] errorBody(int status, String code, String message) {
    return error(type(status), message).getBytes(UTF_8);
  }

  static String error(String type, String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":%s,\"message\":%s}}"
        .formatted(JsonText.quote(type), JsonText.quote(message));
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
