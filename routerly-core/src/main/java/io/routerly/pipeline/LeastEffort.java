package io.routerly.pipeline;

import io.routerly.chat.Losses;
import io.routerly.provider.Dialect;
import io.routerly.wire.WireFormat;
import java.util.Optional;

/** The effort of reasoning that a model is asked for when it is to answer without thinking. */
final class LeastEffort {
  private static final String OFF = "none";

  private LeastEffort() {}

  /**
   * Returns the word of OpenAI's Chat format, or empty if nothing is to be said: to a model that
   * takes no effort, and to one of which that is not known, which might refuse the whole question.
   */
  static Optional<String> of(Dialect dialect) {
    return dialect.traits().efforts().isPresent()
        ? dialect.traits().efforts().get().fit(OFF, new Losses())
        : Optional.of(OFF).filter(word -> isSaidInOtherWords(dialect));
  }

  /** These formats switch thinking off by what is known of their models. */
  private static boolean isSaidInOtherWords(Dialect dialect) {
    return dialect.formats().stream()
            .anyMatch(
                format -> format == WireFormat.ANTHROPIC_MESSAGES || format == WireFormat.GEMINI)
        && !dialect.formats().contains(WireFormat.OPENAI_CHAT);
  }
}
