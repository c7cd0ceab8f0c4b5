package io.routerly.budget;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What is known of a call's use before it is made.
 *
 * @param inputTokens prompt tokens, as their number is guessed from the length of the prompt
 * @param maxOutputTokens the client's own limit on the answer
 * @param counted counts the prompt tokens, which takes far longer than to guess them
 */
public record Estimate(long inputTokens, OptionalLong maxOutputTokens, LongSupplier counted) {
  /** An estimate whose prompt is known to have so many tokens. */
  public Estimate(long inputTokens, OptionalLong maxOutputTokens) {
    this(inputTokens, maxOutputTokens, () -> inputTokens);
  }

  /** Returns this with the prompt counted. */
  Estimate exactly() {
    return new Estimate(counted.getAsLong(), maxOutputTokens);
  }
}
