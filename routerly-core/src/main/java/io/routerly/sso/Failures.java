package io.routerly.sso;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;

/** Makes the exceptions that end a sign-in. None of their sentences holds a token or a secret. */
final class Failures {
  private Failures() {}

  /** The answer belongs to no sign-in that was begun here, or not any more. */
  static GatewayException invalid(String message) {
    return new GatewayException(ErrorCode.SIGN_IN_INVALID, message);
  }

  /** The person is known to the provider, and may not come in. */
  static GatewayException refused(String message) {
    return new GatewayException(ErrorCode.SIGN_IN_REFUSED, message);
  }

  /** The provider cannot be reached, or what it says cannot be trusted. */
  static GatewayException provider(String message) {
    return new GatewayException(ErrorCode.IDENTITY_PROVIDER_FAILED, message);
  }
}
