package io.routerly.wire.openai;

import io.routerly.wire.AnswerWatch;
import io.routerly.wire.WireCodec;
import io.routerly.wire.WireFormat;

/**
 * OpenAI Chat Completions.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">the API reference</a>
 */
public final class OpenAiChatCodec implements WireCodec {
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
}
