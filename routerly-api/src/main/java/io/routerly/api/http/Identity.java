package io.routerly.api.http;

import io.routerly.auth.PersonalTokens;
import io.routerly.auth.Principal;
import io.routerly.auth.Sessions;

/**
 * Tells who calls the management API, whatever kind of credential they show.
 *
 * @param sessions knows people who have signed in
 * @param tokens knows programs that act for them
 */
public record Identity(Sessions sessions, PersonalTokens tokens) {
  /**
   * Returns who shows this credential.
   *
   * @throws io.routerly.error.GatewayException {@code unauthenticated} if it does not count
   */
  Principal verify(String credential) {
    return PersonalTokens.looksLike(credential)
        ? tokens.verify(credential)
        : sessions.verify(credential);
  }
}
