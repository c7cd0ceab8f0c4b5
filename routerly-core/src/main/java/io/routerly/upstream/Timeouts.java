package io.routerly.upstream;

import java.time.Duration;
import java.util.Optional;

/**
 * How long each part of one exchange may take.
 *
 * @param connect name resolution, connection and TLS handshake together
 * @param firstByte from the request's dispatch to the answer's header, and on to the first byte of
 *     its body
 * @param idle silence between two pieces of the body
 * @param total from start to end, absent for streams that may last
 */
public record Timeouts(
    Duration connect, Duration firstByte, Duration idle, Optional<Duration> total) {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  /** Checks that each limit is positive. */
  public Timeouts {
    requirePositive(connect, "connect");
    requirePositive(firstByte, "firstByte");
    requirePositive(idle, "idle");
    total.ifPresent(limit -> requirePositive(limit, "total"));
  }

  /** Returns these, none longer than {@code left}; a millisecond stands for nothing left. */
  public Timeouts within(Duration left) {
    Duration most = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    return new Timeouts(
        shorter(connect, most),
        shorter(firstByte, most),
        idle,
        total.map(limit -> shorter(limit, most)));
  }

  /** Returns how long that part may take, if it is limited. */
  public Optional<Duration> of(UpstreamTimeoutException.Phase phase) {
    return switch (phase) {
      case CONNECT -> Optional.of(connect);
      case FIRST_BYTE -> Optional.of(firstByte);
      case IDLE -> Optional.of(idle);
      case TOTAL -> total;
    };
  }

  /** Returns how long a model may take to begin a stream, or to end another answer. */
  public Duration untilAnswer() {
    return total.orElse(firstByte);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void requirePositive(Duration limit, String name) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("The time-out " + name + " must be positive: " + limit);
    }
  }
}
