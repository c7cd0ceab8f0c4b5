package io.routerly.api.proxy;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/** Reads what the client calls the conversation that a call belongs to. */
final class ConversationId {
  private static final String HEADER = "x-routerly-conversation-id";
  private static final int MOST_CHARACTERS = 200;

  private ConversationId() {}

  /**
   * Returns the id, if there is one.
   *
   * @throws GatewayException {@code invalid_request} if it is too long to be remembered
   */
  static Optional<String> of(ContainerRequestContext request) {
    String header = request.getHeaderString(HEADER);
    if (header == null || header.isBlank()) {
      return Optional.empty();
    }
    if (header.strip().length() > MOST_CHARACTERS) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "The header " + HEADER + " must have " + MOST_CHARACTERS + " characters at most.");
    }
    return Optional.of(header.strip());
  }
}
