package io.routerly.wire.openai;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ChatCodec;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.Target;
import io.routerly.wire.WireFormat;
import jakarta.json.JsonObject;

/**
 * OpenAI Chat Completions, as OpenAI and the many that are compatible with it speak it.
 *
 * <p>Reads what any of them are known to say, and writes what OpenAI's reference names; what an API
 * takes beside or instead of that is in its {@link io.routerly.wire.ApiTraits}.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">the API reference</a>
 */
public final class OpenAiChatCodec implements ChatCodec {
  @Override
  public WireFormat format() {
    return WireFormat.OPENAI_CHAT;
  }

  @Override
  public AnswerWatch watch() {
    return new ChatWatch();
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
    return new AnswerWriter(frame, losses).write(answer);
  }

  @Override
  public EventDecoder decoder() {
    return new ChatDecoder();
  }

  @Override
  public EventEncoder encoder(AnswerFrame frame) {
    return new ChatEncoder(frame);
  }

  @Override
  public String nameOf(ChatField field) {
    return FieldNames.nameOf(field);
  }
}
