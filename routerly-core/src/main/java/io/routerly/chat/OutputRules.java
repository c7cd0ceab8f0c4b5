package io.routerly.chat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an answer may look like.
 *
 * @param maxTokens most tokens of an answer, reasoning included
 * @param stopSequences texts at which the answer ends
 * @param choices how many answers are wanted; 1 is the default
 * @param verbosity {@code low}, {@code medium} or {@code high}
 * @param logprobs whether the probabilities of the tokens are wanted
 * @param topLogprobs how many alternatives to each token
 */
public record OutputRules(
    OptionalLong maxTokens,
    List<String> stopSequences,
    int choices,
    Optional<ResponseFormat> format,
    Optional<String> verbosity,
    boolean logprobs,
    OptionalInt topLogprobs) {
  /** No rules. */
  public static final OutputRules NONE =
      new OutputRules(
          OptionalLong.empty(),
          List.of(),
          1,
          Optional.empty(),
          Optional.empty(),
          false,
          OptionalInt.empty());

  public OutputRules {
    stopSequences = List.copyOf(stopSequences);
  }
}
