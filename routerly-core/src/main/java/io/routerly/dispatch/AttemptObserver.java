package io.routerly.dispatch;

import io.routerly.chat.TokenUsage;
import io.routerly.error.GatewayException;
import java.util.Optional;

/** Is told of every attempt that failed before the commit point. */
@FunctionalInterface
public interface AttemptObserver {
  /**
   * Takes note of a failed attempt.
   *
   * @param usage what the provider reported all the same
   */
  void failed(Attempt attempt, GatewayException why, Optional<TokenUsage> usage);
}
