package io.routerly.budget;

import java.util.OptionalLong;

/** Knows how long the answers of models recently were. Thread-safe; returns at once. */
@FunctionalInterface
public interface AnswerLengths {
  /**
   * Returns the tokens that nearly all answers of a model stay below; empty if nothing is known.
   */
  OptionalLong usualMost(String modelId);
}
