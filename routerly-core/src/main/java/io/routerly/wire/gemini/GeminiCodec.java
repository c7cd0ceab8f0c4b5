package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.AnswerAssembler;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ChatCodec;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.FieldReader;
import io.routerly.wire.Target;
import io.routerly.wire.WireFormat;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/**
 * Gemini generateContent.
 *
 * <p>The model and the wish for a stream are in the address, and so in no body: a request that was
 * read has the model {@code ""} and asks for no stream.
 *
 * <p>A tool that takes free text is a function with one text, {@code input}; a call of it comes
 * back as a call of that function, since answers are read without the request.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">the API reference</a>
 */
public final class GeminiCodec implements ChatCodec {
  @Override
  public WireFormat format() {
    return WireFormat.GEMINI;
  }

  @Override
  public AnswerWatch watch() {
    return new GeminiWatch();
  }

  @Override
  public byte[] errorBody(int status, String code, String message) {
    return GeminiErrors.body(status, code, message);
  }

  @Override
  public ChatRequest readRequest(JsonObject body, Losses losses) {
    return new GeminiRequestReader(losses).read(body);
  }

  /**
   * {@inheritDoc}
   *
   * @throws GatewayException {@code invalid_request} if a tool's name is none for Gemini, or the
   *     result of a tool comes without its call
   */
  @Override
  public JsonObject writeRequest(ChatRequest request, Target target, Losses losses) {
    return GeminiRequestWriter.write(request, target, losses);
  }

  @Override
  public ChatAnswer readAnswer(JsonObject body) {
    GeminiDecoder decoder = new GeminiDecoder();
    AnswerAssembler answer = new AnswerAssembler();
    decoder.read(body, answer::add);
    if (!decoder.hasAnswer()) {
      throw new GatewayException(
          ErrorCode.PROVIDER_BAD_RESPONSE, "The provider's answer holds no candidates.");
    }
    decoder.finish(answer::add);
    return answer.answer();
  }

  @Override
  public JsonObject writeAnswer(ChatAnswer answer, AnswerFrame frame, Losses losses) {
    return new GeminiAnswerWriter(losses).write(answer, frame);
  }

  @Override
  public EventDecoder decoder() {
    return new GeminiDecoder();
  }

  @Override
  public EventEncoder encoder(AnswerFrame frame) {
    return new GeminiEncoder(frame);
  }

  @Override
  public String nameOf(ChatField field) {
    return GeminiFields.nameOf(field);
  }

  /**
   * Returns the body that asks {@code :countTokens} how many tokens a request has.
   *
   * @param request as {@link #writeRequest} writes it
   * @param model what the provider calls the model
   * @see <a href="https://ai.google.dev/api/tokens">counting tokens</a>
   */
  public static JsonObject countRequest(JsonObject request, String model) {
    JsonObjectBuilder counted =
        object().add("model", model.startsWith("models/") ? model : "models/" + model);
    request.forEach(counted::add);
    return object().add("generateContentRequest", counted).build();
  }

  /**
   * Returns how many tokens {@code :countTokens} counted.
   *
   * @throws GatewayException {@code provider_bad_response} if the answer does not say it
   */
  public static long countAnswer(JsonObject body) {
    FieldReader answer = FieldReader.ofAnswer(body);
    return answer
        .whole("totalTokens")
        .orElseThrow(() -> answer.invalid("totalTokens", "a whole number"));
  }
}
