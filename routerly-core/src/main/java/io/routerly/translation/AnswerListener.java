package io.routerly.translation;

import io.routerly.chat.ChatAnswer;
import jakarta.json.JsonObject;
import java.util.function.Supplier;

/** Is told of every answer that was translated whole. */
@FunctionalInterface
interface AnswerListener {
  /**
   * Takes note of an answer.
   *
   * @param answer what the provider said
   * @param written writes the same as one body of the client's format
   */
  void answered(ChatAnswer answer, Supplier<JsonObject> written);
}
