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
  /** Checks that each limit is positive. */
  public Timeouts {
    requirePositive(connect, "connect");
    requirePositive(firstByte, "firstByte");
    requirePositive(idle, "idle");
    total.ifPresent(limit -> requirePositive(limit, "total"));
  }

  private static void requirePositive(Duration limit, String name) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("The time-out " + name + " must be positive: " + limit);
    }
  }
}
