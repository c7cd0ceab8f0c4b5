package io.routerly.wire;

import io.routerly.json.JsonCursor;
import java.util.OptionalLong;

/**
 * What a request says of the length of its answer, by the names that the formats have for it. Only
 * that of its own format counts: providers pass over the others, and the largest of two holds. For
 * one thread.
 */
final class OutputLimits {
  private OptionalLong tokens = OptionalLong.empty();
  private OptionalLong completionTokens = OptionalLong.empty();
  private OptionalLong outputTokens = OptionalLong.empty();

  /** Returns whether the field just met names a limit. */
  static boolean isNamedBy(JsonCursor cursor) {
    return cursor.nameIs("max_tokens")
        || cursor.nameIs("max_completion_tokens")
        || cursor.nameIs("max_output_tokens");
  }

  /** Takes note of the field just met. */
  void add(JsonCursor cursor, long value) {
    OptionalLong limit = OptionalLong.of(value);
    if (cursor.nameIs("max_tokens")) {
      tokens = limit;
    } else if (cursor.nameIs("max_completion_tokens")) {
      completionTokens = limit;
    } else {
      outputTokens = limit;
    }
  }

  /**
   * Returns the limit of a request.
   *
   * @param hybrid whether a Responses request came by the path of Chat Completions
   */
  OptionalLong in(WireFormat format, boolean hybrid) {
    return switch (format) {
      case ANTHROPIC_MESSAGES -> tokens;
      case OPENAI_RESPONSES -> outputTokens;
      case OPENAI_CHAT -> {
        OptionalLong ofChat = larger(tokens, completionTokens);
        yield hybrid ? larger(ofChat, outputTokens) : ofChat;
      }
      case GEMINI, OPAQUE -> larger(larger(tokens, completionTokens), outputTokens);
    };
  }

  private static OptionalLong larger(OptionalLong one, OptionalLong other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isPresent() ? one : other;
    }
    return OptionalLong.of(Math.max(one.getAsLong(), other.getAsLong()));
  }
}
