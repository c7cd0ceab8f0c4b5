package io.routerly.dispatch;

import io.routerly.domain.Model;

/** Asks the model whose turn it is. */
@FunctionalInterface
interface Asker {
  /**
   * Returns what the model gives back, or another one that was asked beside it.
   *
   * @throws io.routerly.error.GatewayException why there is no answer: the failure of {@link
   *     Walk#latest()}
   */
  Accepted ask(SoleTrip trip, Model model);
}
