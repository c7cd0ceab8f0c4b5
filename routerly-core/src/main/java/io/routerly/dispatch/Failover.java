package io.routerly.dispatch;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.Optional;

/** What the client is told of failures, and whether the last model is asked once more. */
final class Failover {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration USUAL_WAIT = Duration.ofMillis(250);

  private Failover() {}

  /**
   * Returns which of two failures the client is told of: a request that cannot be read for a
   * fallback in another format was good enough for the model that failed before.
   */
  static GatewayException telling(GatewayException failure, Optional<GatewayException> earlier) {
    return failure.code() == ErrorCode.INVALID_REQUEST ? earlier.orElse(failure) : failure;
  }

  /**
   * Returns how long to wait before the last model is tried again, or empty if it is not.
   *
   * <p>A call that is not understood is repeated only if it just reads: another may create
   * something, and create it twice.
   */
  static Optional<Duration> waitBeforeRepeat(Outbound call, GatewayException failure) {
    boolean harmless = call.format() != WireFormat.OPAQUE || call.method().equals("GET");
    Duration wait = failure.retryAfter().orElse(USUAL_WAIT);
    return harmless && FailureKind.of(failure).isPassing() && wait.compareTo(LONGEST_WAIT) <= 0
        ? Optional.of(wait)
        : Optional.empty();
  }
}
