package io.routerly.testkit.wire;

import java.time.Duration;
import java.util.Optional;

/**
 * A refusal in no provider's format.
 *
 * @param param the request field at fault
 * @param code a machine-readable reason beside the status
 */
public record ApiError(
    int status,
    String message,
    Optional<String> param,
    Optional<String> code,
    Optional<Duration> retryAfter) {

  /** Returns an error that says no more than its status and message. */
  public static ApiError of(int status, String message) {
    return new ApiError(status, message, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns this error with the request field at fault. */
  public ApiError at(String field) {
    return new ApiError(status, message, Optional.of(field), code, retryAfter);
  }

  /** Returns this error with a machine-readable reason. */
  public ApiError coded(String reason) {
    return new ApiError(status, message, param, Optional.of(reason), retryAfter);
  }

  /** Returns this error with the time to wait, if there is one. */
  public ApiError retryAfter(Optional<Duration> wait) {
    return new ApiError(status, message, param, code, wait);
  }
}
