package io.routerly.wire;

import java.util.Optional;

/**
 * What a request says of the conversation that it goes on with.
 *
 * @param previousResponse the id of the answer that a Responses client goes on from
 * @param instructions where the value of {@code system} or {@code instructions} stands
 * @param messages where the array of the messages stands
 * @param kept whether a later request may go on from its answer: not if {@code store} is false
 * @param background whether the provider is to answer when nobody waits for it any more
 */
public record Origin(
    Optional<String> previousResponse,
    Optional<Span> instructions,
    Optional<Span> messages,
    boolean kept,
    boolean background) {
  /** Of a request that says nothing of it. */
  public static final Origin NONE =
      new Origin(Optional.empty(), Optional.empty(), Optional.empty(), true, false);
}
