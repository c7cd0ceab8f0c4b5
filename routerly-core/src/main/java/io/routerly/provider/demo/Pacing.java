package io.routerly.provider.demo;

import io.routerly.upstream.CancelSignal;

/** Lets the time pass that a person takes to read a word. */
@FunctionalInterface
public interface Pacing {
  /**
   * Waits before the next word.
   *
   * @throws io.routerly.error.GatewayException {@code client_gone} if the client leaves meanwhile
   */
  void beforeNextWord(CancelSignal cancel);
}
