package io.routerly.chat;

import java.util.List;
import java.util.Optional;

/**
 * A whole answer in no wire format.
 *
 * @param id the provider's id of it
 * @param model the model that answered, in the provider's words
 * @param choices the answers, at least one
 * @param usage absent: the provider did not report it
 * @param serviceTier the lane in which it was served
 */
public record ChatAnswer(
    String id,
    String model,
    List<Choice> choices,
    Optional<TokenUsage> usage,
    Optional<String> serviceTier) {
  public ChatAnswer {
    choices = List.copyOf(choices);
  }

  /** One of the answers that were asked for. */
  public record Choice(
      List<ContentBlock> content, FinishReason finish, List<TokenLogprob> logprobs) {
    public Choice {
      content = List.copyOf(content);
      logprobs = List.copyOf(logprobs);
    }
  }
}
