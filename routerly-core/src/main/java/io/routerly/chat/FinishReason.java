package io.routerly.chat;

import java.util.Optional;

/**
 * Why an answer ended.
 *
 * @param detail the stop sequence of {@link Kind#STOP_SEQUENCE}, where it is told; the provider's
 *     own word for what is {@link Kind#OTHER}
 */
public record FinishReason(Kind kind, Optional<String> detail) {
  /** The kinds of reason that the formats have in common. */
  public enum Kind {
    /** The model had no more to say. */
    STOP,
    /** One of the stop sequences came. */
    STOP_SEQUENCE,
    /** The limit on the answer was reached. */
    LENGTH,
    /** The context window was full. */
    CONTEXT_FULL,
    /** The model waits for the results of tools. */
    TOOL_USE,
    /** A filter of the provider's took the rest away. */
    CONTENT_FILTER,
    /** The model declined. */
    REFUSAL,
    /** The provider paused a long turn, which goes on when the answer is sent back. */
    PAUSE,
    /** Something newer than this release. */
    OTHER
  }

  /** A reason without detail. */
  public static FinishReason of(Kind kind) {
    return new FinishReason(kind, Optional.empty());
  }
}
