package io.routerly.routing;

import io.routerly.domain.Model;
import io.routerly.domain.UsageRecord;
import io.routerly.error.GatewayException;

/**
 * Learns from attempts as they end.
 *
 * <p>A {@link PolicyFactory} that implements it is told of every attempt of every project, and
 * shares what it learns with the policies that it makes: those are made anew for each change of the
 * configuration, the factory lives as long as the process. Thread-safe; called on the thread of the
 * call before its answer's end goes out, so it must be quick, and keep state of constant size.
 */
public interface OutcomeObserver {
  /** Takes note of an attempt that ended, well or not: its times, tokens, cost and status. */
  void ended(UsageRecord record);

  /**
   * Takes note, beside the record, of why an attempt failed before anything reached the client.
   *
   * @param why with the code, the HTTP status where the provider refused, and how long it wants to
   *     be left alone
   */
  default void failed(Model model, GatewayException why) {}
}
