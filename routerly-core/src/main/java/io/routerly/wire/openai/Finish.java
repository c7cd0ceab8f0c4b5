package io.routerly.wire.openai;

import io.routerly.chat.FinishReason;
import io.routerly.chat.FinishReason.Kind;
import io.routerly.wire.AnswerWatch.ReportedError;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the words for why an answer ended.
 *
 * <p>Clients are told one of the words of OpenAI's reference and nothing else: some of them fail on
 * any other.
 */
final class Finish {
  static final String TOOL_CALLS = "tool_calls";
  static final String FUNCTION_CALL = "function_call";

  private static final String STOP = "stop";

  /** Words of answers that did not end but failed, of Mistral, OpenRouter and DeepSeek. */
  private static final Map<String, String> FAILURES =
      Map.of(
          "error",
          "The provider ended the answer with an error.",
          "insufficient_system_resource",
          "The provider ended the answer because it was short of resources.");

  private Finish() {}

  /** Returns what a word says of an answer that failed; empty if the answer did not. */
  static Optional<ReportedError> failure(String word) {
    return Optional.ofNullable(FAILURES.get(word)).map(said -> new ReportedError(word, said));
  }

  /**
   * Returns the reason for a provider's word.
   *
   * @param word empty or absent: the provider did not tell
   * @param calls whether the answer calls tools; many say {@code stop} then
   * @param refuses whether the answer declines
   */
  static FinishReason read(Optional<String> word, boolean calls, boolean refuses) {
    Kind kind =
        switch (word.orElse("")) {
          case "", STOP -> calls ? Kind.TOOL_USE : refuses ? Kind.REFUSAL : Kind.STOP;
          case TOOL_CALLS, FUNCTION_CALL -> Kind.TOOL_USE;
          case "length", "model_length", "max_tokens" -> Kind.LENGTH;
          case "content_filter", "sensitive" -> Kind.CONTENT_FILTER;
          default -> Kind.OTHER;
        };
    return kind == Kind.OTHER ? new FinishReason(kind, word) : FinishReason.of(kind);
  }

  /**
   * Returns the word that clients are told.
   *
   * @param refuses whether the answer holds the words of a refusal
   */
  static String write(FinishReason reason, boolean refuses) {
    return switch (reason.kind()) {
      case STOP, STOP_SEQUENCE, PAUSE, OTHER -> STOP;
      case LENGTH, CONTEXT_FULL -> "length";
      case TOOL_USE -> TOOL_CALLS;
      case CONTENT_FILTER -> "content_filter";
      case REFUSAL -> refuses ? STOP : "content_filter";
    };
  }

  /** Returns whether the word for a reason says less than the reason does. */
  static boolean isBlurred(FinishReason reason) {
    return reason.kind() == Kind.PAUSE || reason.kind() == Kind.OTHER;
  }
}
