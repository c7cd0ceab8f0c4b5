package io.routerly.wire.anthropic;

import io.routerly.chat.FinishReason;
import io.routerly.chat.FinishReason.Kind;
import java.util.Optional;

/**
 * Reads and writes why an answer ended.
 *
 * @see <a href="https://docs.anthropic.com/en/api/handling-stop-reasons">stop reasons</a>
 */
final class StopReasons {
  private StopReasons() {}

  static FinishReason read(String word, Optional<String> stopSequence) {
    return switch (word) {
      case "end_turn" -> FinishReason.of(Kind.STOP);
      case "stop_sequence" -> new FinishReason(Kind.STOP_SEQUENCE, stopSequence);
      case "max_tokens" -> FinishReason.of(Kind.LENGTH);
      case "model_context_window_exceeded" -> FinishReason.of(Kind.CONTEXT_FULL);
      case "tool_use" -> FinishReason.of(Kind.TOOL_USE);
      case "refusal" -> FinishReason.of(Kind.REFUSAL);
      case "pause_turn" -> FinishReason.of(Kind.PAUSE);
      default -> new FinishReason(Kind.OTHER, Optional.of(word));
    };
  }

  /**
   * Returns the word for a reason.
   *
   * @param refused whether the model declined in the answer itself
   */
  static String write(FinishReason reason, boolean refused) {
    return switch (reason.kind()) {
      case STOP -> refused ? "refusal" : "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case CONTEXT_FULL -> "model_context_window_exceeded";
      case TOOL_USE -> "tool_use";
      case CONTENT_FILTER, REFUSAL -> "refusal";
      case PAUSE -> "pause_turn";
      case OTHER -> "end_turn"; // clients know no words but those of the format
    };
  }

  /** Returns whether the word says less than the reason does. */
  static boolean isBlurred(FinishReason reason) {
    return reason.kind() == Kind.OTHER;
  }

  /** Returns the sequence at which the answer stopped. */
  static Optional<String> stopSequence(FinishReason reason) {
    return reason.kind() == Kind.STOP_SEQUENCE ? reason.detail() : Optional.empty();
  }
}
