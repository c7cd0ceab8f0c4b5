package io.routerly.testkit.http;

import java.io.IOException;

/** Ends an exchange before its answer is complete, and says why. */
public final class ExchangeEndedException extends IOException {
  private static final long serialVersionUID = 1L;

  ExchangeEndedException(Outcome outcome) {
    super("The exchange ended: " + outcome);
  }
}
