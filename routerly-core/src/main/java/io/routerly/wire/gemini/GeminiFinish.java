package io.routerly.wire.gemini;

import io.routerly.chat.FinishReason;
import io.routerly.chat.FinishReason.Kind;
import java.util.Optional;

/**
 * Why a candidate ended, in both languages.
 *
 * @see <a href="https://ai.google.dev/api/generate-content#FinishReason">FinishReason</a>
 */
final class GeminiFinish {
  private GeminiFinish() {}

  /**
   * Returns what went wrong, if a word says that there is no answer to speak of.
   *
   * @param empty whether nothing was generated: then a word that says no more than that it ended
   *     for another reason, or is not known here, tells of a failure, too
   */
  static Optional<String> failure(String word, boolean empty) {
    return switch (word) {
      case "MALFORMED_FUNCTION_CALL" ->
          Optional.of("the model's call of a function cannot be read");
      case "UNEXPECTED_TOOL_CALL" -> Optional.of("the model called a tool that it was not given");
      case "TOO_MANY_TOOL_CALLS" -> Optional.of("the model called tools too many times in a row");
      case "MISSING_THOUGHT_SIGNATURE" ->
          Optional.of("the request lacks a signature of the model's earlier thoughts");
      case "MALFORMED_RESPONSE" -> Optional.of("the model's answer cannot be read");
      default ->
          empty && read(word, false).kind() == Kind.OTHER
              ? Optional.of("the model generated nothing")
              : Optional.empty();
    };
  }

  /**
   * Returns the reason that a word stands for. Gemini says {@code STOP} where it waits for the
   * results of functions, too.
   */
  static FinishReason read(String word, boolean callsFunctions) {
    return switch (word) {
      case "STOP" -> FinishReason.of(callsFunctions ? Kind.TOOL_USE : Kind.STOP);
      case "MAX_TOKENS" -> FinishReason.of(Kind.LENGTH);
      case "SAFETY",
          "RECITATION",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          FinishReason.of(Kind.CONTENT_FILTER);
      default -> new FinishReason(Kind.OTHER, Optional.of(word));
    };
  }

  static String write(FinishReason reason) {
    return switch (reason.kind()) {
      case STOP, STOP_SEQUENCE, TOOL_USE, PAUSE -> "STOP";
      case LENGTH, CONTEXT_FULL -> "MAX_TOKENS";
      case CONTENT_FILTER, REFUSAL -> "SAFETY";
      case OTHER -> reason.detail().filter(GeminiFinish::isWord).orElse("OTHER");
    };
  }

  /** Clients read it as an enum, so that the word of another API would not do. */
  private static boolean isWord(String word) {
    return !word.isEmpty()
        && word.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9'));
  }
}
