package io.routerly.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.wire.FieldReader;
import io.routerly.wire.WireFormat;
import io.routerly.wire.gemini.GeminiCodec;
import io.routerly.wire.responses.ResponsesCodec;
import jakarta.json.JsonObject;

/** What the counting endpoints of the formats are asked, and what they answer. */
final class CountWire {
  private CountWire() {}

  /**
   * Returns the question for the counting endpoint.
   *
   * @param request the request that would be sent to the model, in {@code format}
   * @param model what the provider calls the model
   */
  static byte[] question(WireFormat format, byte[] request, String model) {
    JsonObject body = JsonTrees.object(request);
    return JsonTrees.bytes(
        format == WireFormat.GEMINI
            ? GeminiCodec.countRequest(body, model)
            : ResponsesCodec.countRequest(body));
  }

  /**
   * Returns the figure in an answer.
   *
   * @throws GatewayException {@code provider_bad_response} if there is none
   */
  static long figure(WireFormat format, byte[] answer) {
    try {
      JsonObject body = JsonTrees.object(answer);
      long figure = format == WireFormat.GEMINI ? GeminiCodec.countAnswer(body) : inputTokens(body);
      if (figure >= 0) {
        return figure;
      }
    } catch (JsonSyntaxException e) {
      throw new GatewayException(
          ErrorCode.PROVIDER_BAD_RESPONSE, "The provider's count is not valid JSON.", e);
    }
    throw new GatewayException(
        ErrorCode.PROVIDER_BAD_RESPONSE, "The provider counted less than no tokens.");
  }

  private static long inputTokens(JsonObject body) {
    FieldReader answer = FieldReader.ofAnswer(body);
    return answer
        .whole("input_tokens")
        .orElseThrow(() -> answer.invalid("input_tokens", "a whole number"));
  }

  /** Returns Anthropic's answer. */
  static byte[] answer(long tokens) {
    return ("{\"input_tokens\":" + tokens + "}").getBytes(UTF_8);
  }
}
