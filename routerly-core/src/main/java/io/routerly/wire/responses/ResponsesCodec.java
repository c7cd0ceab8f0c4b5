package io.routerly.wire.responses;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.json.JsonFactories;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ChatCodec;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.Target;
import io.routerly.wire.WireFormat;
import io.routerly.wire.openai.OpenAiErrors;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Set;

/**
 * OpenAI Responses.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses">the API reference</a>
 */
public final class ResponsesCodec implements ChatCodec {
  /** What {@code /responses/input_tokens} takes. */
  private static final Set<String> COUNTED =
      Set.of(
          "conversation",
          "input",
          "instructions",
          "model",
          "parallel_tool_calls",
          "previous_response_id",
          "reasoning",
          "text",
          "tool_choice",
          "tools",
          "truncation");

  /**
   * Returns the id of an answer that is written here.
   *
   * @param uniqueId letters and digits that no other answer has
   */
  public static String responseId(String uniqueId) {
    return "resp_" + uniqueId;
  }

  @Override
  public WireFormat format() {
    return WireFormat.OPENAI_RESPONSES;
  }

  @Override
  public AnswerWatch watch() {
    return new ResponsesWatch();
  }

  @Override
  public byte[] errorBody(int status, String code, String message) {
    return OpenAiErrors.body(status, code, message);
  }

  @Override
  public ChatRequest readRequest(JsonObject body, Losses losses) {
    return new RequestReader(body, losses).read();
  }

  @Override
  public JsonObject writeRequest(ChatRequest request, Target target, Losses losses) {
    return new RequestWriter(request, target, losses).write();
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
    return new ResponsesDecoder();
  }

  @Override
  public EventEncoder encoder(AnswerFrame frame) {
    return new ResponsesEncoder(frame);
  }

  @Override
  public String nameOf(ChatField field) {
    return ResponsesNames.of(field);
  }

  /**
   * Returns the body that asks {@code /responses/input_tokens} how many tokens a request has: what
   * says nothing to the model is refused there.
   *
   * @param request as {@link #writeRequest} writes it
   * @see <a href="https://platform.openai.com/docs/api-reference/responses/input-tokens">counting
   *     tokens</a>
   */
  public static JsonObject countRequest(JsonObject request) {
    JsonObjectBuilder counted = JsonFactories.BUILDERS.createObjectBuilder();
    request.forEach(
        (name, value) -> {
          if (COUNTED.contains(name)) {
            counted.add(name, value);
          }
        });
    return counted.build();
  }
}
