package io.routerly.wire.responses;

import io.routerly.wire.AnswerWatch;
import io.routerly.wire.WireCodec;
import io.routerly.wire.WireFormat;
import io.routerly.wire.openai.OpenAiErrors;

/**
 * OpenAI Responses.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses">the API reference</a>
 */
public final class ResponsesCodec implements WireCodec {
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
}
