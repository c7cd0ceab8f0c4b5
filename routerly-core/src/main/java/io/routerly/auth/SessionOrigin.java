package io.routerly.auth;

import java.util.Optional;

/**
 * From where a session was begun.
 *
 * @param address network address of the client, where the server tells it
 * @param userAgent what the client calls itself; at most 200 characters are kept
 */
public record SessionOrigin(Optional<String> address, Optional<String> userAgent) {
  /** Nothing is known. */
  public static final SessionOrigin UNKNOWN = new SessionOrigin(Optional.empty(), Optional.empty());

  private static final int MAX_USER_AGENT = 200;

  public SessionOrigin {
    userAgent = userAgent.map(SessionOrigin::shortened);
  }

  private static String shortened(String text) {
    return text.length() <= MAX_USER_AGENT ? text : text.substring(0, MAX_USER_AGENT);
  }
}
