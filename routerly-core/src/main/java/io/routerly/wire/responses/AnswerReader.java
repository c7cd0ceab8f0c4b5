package io.routerly.wire.responses;

import io.routerly.chat.AnswerAssembler;
import io.routerly.chat.ChatAnswer;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import java.util.Set;

/** Reads a provider's whole answer, which is what the last event of a streamed one holds. */
final class AnswerReader {
  private static final Set<String> FINAL = Set.of("completed", "incomplete");

  private AnswerReader() {}

  static ChatAnswer read(JsonObject body) {
    FieldReader response = FieldReader.ofAnswer(body);
    String status = response.string("status").orElse("completed");
    if (!FINAL.contains(status)) {
      throw new GatewayException(ErrorCode.PROVIDER_BAD_RESPONSE, reason(response, status));
    }
    if (!response.has("output")) {
      throw response.invalid("output", "a list of items");
    }
    AnswerAssembler assembler = new AnswerAssembler();
    new ResponsesDecoder().complete(response, assembler::add);
    return assembler.answer();
  }

  private static String reason(FieldReader response, String status) {
    return response
        .object("error")
        .flatMap(error -> error.string("message"))
        .map(message -> "The provider's answer failed: " + message)
        .orElse("The provider's answer is " + status + ".");
  }
}
