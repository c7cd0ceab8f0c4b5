package io.routerly.testkit;

import io.routerly.testkit.wire.ApiError;

/** A request that the real provider would refuse. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  RefusedException(ApiError error) {
    super(error.message());
    this.error = error;
  }

  ApiError error() {
    return error;
  }
}
