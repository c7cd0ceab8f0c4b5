package io.routerly.api.proxy;

import static java.util.Locale.ROOT;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.container.ContainerRequestContext;

/** Reads whether a client would rather be refused than have a field dropped in translation. */
final class Strictness {
  private static final String HEADER = "x-routerly-strict";

  private Strictness() {}

  /**
   * Returns what the header {@code x-routerly-strict} says; absent: no.
   *
   * @throws GatewayException {@code invalid_request} if it says neither {@code true} nor {@code
   *     false}
   */
  static boolean of(ContainerRequestContext request) {
    String value = request.getHeaderString(HEADER);
    if (value == null) {
      return false;
    }
    return switch (value.strip().toLowerCase(ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new GatewayException(
              ErrorCode.INVALID_REQUEST, "The header x-routerly-strict must be true or false.");
    };
  }
}
