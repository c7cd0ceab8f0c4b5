package io.routerly.dispatch;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.secret.UsableKey;
import io.routerly.translation.SourceRequest;
import java.time.Duration;
import java.util.Optional;

/** A call on its way through models that are asked one after the other. One owner thread. */
interface Trip {
  /** Returns the call; its signal ends the attempt that is under way. */
  Outbound call();

  /** Returns what an attempt may have to translate. */
  SourceRequest source();

  /** Takes note that a request is about to be sent to a model, and returns the key for it. */
  UsableKey begins(Model model);

  /** Returns the number of the attempt that begins now, from 1. */
  int nextNumber();

  /** Returns whether the attempts run beside another one of the same call. */
  boolean isHedge();

  /** Returns how long an attempt that begins now may take until its stream begins. */
  Duration timeFor(Model model);

  /** Returns whether a model that refused its key may be asked at once with another one. */
  boolean hasAnotherKey(Model model);

  /** Takes note that a model could not be asked at all. */
  void notAsked(Model model, GatewayException why);

  /**
   * Takes note that a model accepted the call.
   *
   * @throws GatewayException if the call has its answer already; this one is given up then
   */
  void accepted(Accepted answer);

  /** Takes note of a failed attempt. */
  void failed(Attempt attempt, GatewayException why, Optional<TokenUsage> usage);

  /**
   * Returns why an attempt ended whose signal has fired: cancelling closes the provider's
   * connection, which may look like the provider's own fault.
   */
  GatewayException cancelled(GatewayException seen);
}
