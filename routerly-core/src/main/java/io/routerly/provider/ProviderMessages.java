package io.routerly.provider;

import io.routerly.wire.AnswerWatch.ReportedError;
import io.routerly.wire.ErrorReader;

/** Says in a sentence what a provider answered. */
final class ProviderMessages {
  private ProviderMessages() {}

  static String of(String provider, int status, byte[] body) {
    return ErrorReader.readBody(body)
        .map(ReportedError::message)
        .orElse("Provider " + provider + " answered with status " + status + ".");
  }
}
