package io.routerly.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ChatCodec;
import io.routerly.wire.ErrorStatus;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.JsonText;
import io.routerly.wire.Target;
import io.routerly.wire.WireFormat;
import jakarta.json.JsonObject;

/**
 * Anthropic Messages.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages">the API reference</a>
 * @see <a href="https://docs.anthropic.com/en/api/errors">its errors</a>
 */
public final class AnthropicCodec implements ChatCodec {
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

  @Override
  public ChatRequest readRequest(JsonObject body, Losses losses) {
    return RequestReader.read(body, losses);
  }

  @Override
  public JsonObject writeRequest(ChatRequest request, Target target, Losses losses) {
    return RequestWriter.write(request, target, losses);
  }

  @Override
  public ChatAnswer readAnswer(JsonObject body) {
    return AnswerReader.read(body);
  }

  @Override
  public JsonObject writeAnswer(ChatAnswer answer, AnswerFrame frame, Losses losses) {
    return AnswerWriter.write(answer, frame, losses);
  }

  @Override
  public EventDecoder decoder() {
    return new MessagesDecoder();
  }

  @Override
  public EventEncoder encoder(AnswerFrame frame) {
    return new MessagesEncoder(frame);
  }

  @Override
  public String nameOf(ChatField field) {
    return FieldNames.of(field);
  }

  /** Returns the event that tells a client in mid-stream of a failure, and of which kind it is. */
  static byte[] failure(String code, String message) {
    String error = error(type(ErrorStatus.of(code)), message);
    return ("event: error\ndata: " + error + "\n\n").getBytes(UTF_8);
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
