package io.routerly.upstream;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;

/** An exchange that was cancelled; says whether the provider may have seen anything of it. */
public final class CancelledExchangeException extends GatewayException {
  private static final long serialVersionUID = 1L;

  private final boolean requestSent;

  /**
   * @param requestSent whether the request was on its way already
   */
  public CancelledExchangeException(boolean requestSent) {
    super(ErrorCode.CLIENT_GONE, "The request was cancelled.");
    this.requestSent = requestSent;
  }

  /** Returns whether the request was on its way already, so that it may cost something. */
  public boolean requestSent() {
    return requestSent;
  }
}
