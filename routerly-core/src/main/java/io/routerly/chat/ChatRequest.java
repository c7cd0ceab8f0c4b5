package io.routerly.chat;

import java.util.List;
import java.util.Optional;

/**
 * A request in no wire format: a superset of what the formats can say in common.
 *
 * @param model the model as the client names it
 * @param messages what was said so far, in order, instructions in their places
 * @param reasoning absent: the provider's default
 * @param stream whether the answer is wanted as it is made
 */
public record ChatRequest(
    String model,
    List<Message> messages,
    Toolbox toolbox,
    Sampling sampling,
    OutputRules output,
    Optional<Reasoning> reasoning,
    CallOptions options,
    boolean stream) {
  public ChatRequest {
    messages = List.copyOf(messages);
  }

  /** Returns this with other messages. */
  public ChatRequest withMessages(List<Message> others) {
    return new ChatRequest(model, others, toolbox, sampling, output, reasoning, options, stream);
  }
}
