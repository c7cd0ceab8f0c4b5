package io.routerly.upstream;

import java.time.Duration;

/**
 * The bounds of the connection pool.
 *
 * @param maxConnections open connections in all; one more is refused with {@code OVERLOADED}
 * @param maxIdle unused connections in all
 * @param idleFor how long an unused connection is kept, unless its server asks for less
 */
public record UpstreamSettings(int maxConnections, int maxIdle, Duration idleFor) {
  /** Room for ten thousand streams, and an idle time below that of common load balancers (60 s). */
  public static final UpstreamSettings DEFAULTS =
      new UpstreamSettings(16_384, 512, Duration.ofSeconds(50));

  /** Checks that the bounds make sense. */
  public UpstreamSettings {
    if (maxConnections < 1 || maxIdle < 0 || idleFor.isNegative()) {
      throw new IllegalArgumentException("Bounds must not be negative: " + maxConnections);
    }
  }
}
