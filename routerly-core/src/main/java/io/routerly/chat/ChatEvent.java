package io.routerly.chat;

import java.util.List;
import java.util.Optional;

/**
 * A step of an answer that is streamed.
 *
 * <p>The order is fixed, and decoders see to it whatever a provider sends: {@link Started} once and
 * first; a block is started, grows and is ended before the next block of its choice is started;
 * {@link ChoiceEnded} once per choice after its blocks; {@link Ended} once and last. Choices and
 * blocks are counted from 0. A stream that breaks off lacks its end.
 */
public sealed interface ChatEvent {
  /**
   * The answer begins.
   *
   * @param usage what is known of the prompt's tokens by now
   */
  record Started(String id, String model, Optional<TokenUsage> usage) implements ChatEvent {}

  /**
   * A block begins.
   *
   * @param opening the block so far: text, thinking, refusal and arguments grow from what stands in
   *     it, usually nothing; the arguments of a tool use begin as an empty text. Any other block is
   *     whole.
   */
  record BlockStarted(int choice, int block, ContentBlock opening) implements ChatEvent {}

  /** A block grows by a piece of text. */
  record BlockGrew(int choice, int block, Part part, String text) implements ChatEvent {}

  /** A text block is given a citation. */
  record Cited(int choice, int block, Citation citation) implements ChatEvent {}

  /** A thinking block or a tool use is given its seal. */
  record Signed(int choice, int block, Signature signature) implements ChatEvent {}

  /** A block is complete; the arguments of a function are a JSON object now, or empty. */
  record BlockEnded(int choice, int block) implements ChatEvent {}

  /** The probabilities of tokens that came just before, or come with the next growth. */
  record TokensRated(int choice, List<TokenLogprob> tokens) implements ChatEvent {
    public TokensRated {
      tokens = List.copyOf(tokens);
    }
  }

  /** A choice is complete. */
  record ChoiceEnded(int choice, FinishReason reason) implements ChatEvent {}

  /** The answer is complete. */
  record Ended(Optional<TokenUsage> usage, Optional<String> serviceTier) implements ChatEvent {}

  /** What of a block grows. */
  enum Part {
    TEXT,
    THINKING,
    REFUSAL,
    ARGUMENTS
  }
}
