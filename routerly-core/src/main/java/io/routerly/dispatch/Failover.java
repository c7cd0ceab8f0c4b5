package io.routerly.dispatch;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.provider.ProviderRefusal;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which failures are worth another attempt.
 *
 * <p>A refusal that lies in the request itself would be repeated everywhere, so it ends the call;
 * whatever lies in the provider, its key, its limits or the way to it moves on to the next model.
 */
final class Failover {
  private static final Set<Integer> FAULT_OF_THE_REQUEST =
      Set.of(400, 405, 406, 411, 413, 415, 422);
  private static final Set<ErrorCode> OTHERS_MAY_DO_BETTER =
      Set.of(
          ErrorCode.PROVIDER_UNREACHABLE,
          ErrorCode.PROVIDER_TIMEOUT,
          ErrorCode.PROVIDER_BAD_RESPONSE,
          ErrorCode.PROVIDER_INTERRUPTED,
          ErrorCode.PROVIDER_ERROR,
          ErrorCode.FIELDS_NOT_SUPPORTED,
          ErrorCode.MEDIA_UNAVAILABLE,
          ErrorCode.PREVIOUS_RESPONSE_NOT_FOUND,
          ErrorCode.NO_MODEL_AVAILABLE);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration USUAL_WAIT = Duration.ofMillis(250);

  private Failover() {}

  /** Returns whether the next model should be tried. */
  static boolean movesOn(GatewayException failure) {
    if (failure instanceof ProviderRefusal refusal) {
      return !FAULT_OF_THE_REQUEST.contains(refusal.status());
    }
    return OTHERS_MAY_DO_BETTER.contains(failure.code());
  }

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
    boolean passing =
        failure instanceof ProviderRefusal refusal
            ? refusal.status() == 429 || refusal.status() >= 500
            : failure.code() == ErrorCode.PROVIDER_UNREACHABLE
                || failure.code() == ErrorCode.PROVIDER_INTERRUPTED;
    Duration wait = failure.retryAfter().orElse(USUAL_WAIT);
    return harmless && passing && wait.compareTo(LONGEST_WAIT) <= 0
        ? Optional.of(wait)
        : Optional.empty();
  }
}
