package io.routerly.budget;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What is known of a call's use before it is made.
 *
 * @param inputTokens prompt tokens, as their number is guessed from the length of the prompt
 * @param mostInputTokens more than which they cannot be
 * @param maxOutputTokens the client's own limit on an answer
 * @param answers how many answers the client asks for at a time, at least 1
 * @param counted counts the prompt tokens, which takes far longer than to guess them
 */
public record Estimate(
    long inputTokens,
    long mostInputTokens,
    OptionalLong maxOutputTokens,
    int answers,
    LongSupplier counted) {
  /** More would not fit into a number once it is multiplied. */
  private static final long MOST_TOKENS = 1_000_000_000_000_000L;

  /** An estimate of one answer to a prompt that is known to have so many tokens. */
  public Estimate(long inputTokens, OptionalLong maxOutputTokens) {
    this(inputTokens, inputTokens, maxOutputTokens, 1, () -> inputTokens);
  }

  /**
   * Returns this if the guess is good enough, else this with the prompt counted.
   *
   * @param suffices whether there is room, even if the guess is as wrong as it can be
   */
  Estimate sure(Predicate<Estimate> suffices) {
    return inputTokens >= mostInputTokens || suffices.test(with(mostInputTokens))
        ? this
        : with(counted.getAsLong());
  }

  private Estimate with(long tokens) {
    return new Estimate(tokens, tokens, maxOutputTokens, answers, () -> tokens);
  }

  /** Returns the tokens of all answers if one has so many. */
  long ofAllAnswers(long tokens) {
    return Math.max(0, Math.min(tokens, MOST_TOKENS)) * answers;
  }
}
