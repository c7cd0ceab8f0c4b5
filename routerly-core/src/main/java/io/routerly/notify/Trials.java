package io.routerly.notify;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sees to it that nobody writes to the world through test messages: at most {@value #MOST} within a
 * minute. Thread-safe.
 */
final class Trials {
  static final int MOST = 10;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock: when the latest ones began. */
  private final Deque<Instant> begun = new ArrayDeque<>();

  Trials(Clock clock) {
    this.clock = clock;
  }

  /**
   * Takes note that a test begins.
   *
   * @throws GatewayException {@code too_many_attempts} if there were too many
   */
  void begin() {
    lock.lock();
    try {
      Instant now = clock.instant();
      begun.removeIf(before -> !before.plus(WINDOW).isAfter(now));
      if (begun.size() >= MOST) {
        throw GatewayException.retryLater(
            ErrorCode.TOO_MANY_ATTEMPTS,
            "There were " + MOST + " test messages within a minute: wait a little.",
            Duration.between(now, begun.getFirst().plus(WINDOW)));
      }
      begun.addLast(now);
    } finally {
      lock.unlock();
    }
  }
}
