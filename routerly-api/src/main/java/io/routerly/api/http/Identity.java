package io.routerly.api.http;

import io.routerly.auth.PersonalTokens;
import io.routerly.auth.Principal;
import io.routerly.auth.Sessions;
import io.routerly.sso.HeaderSignIn;

/**
 * Tells who calls the management API, whatever kind of credential they show.
 *
 * @param sessions knows people who have signed in
 * @param tokens knows programs that act for them
 * @param header knows people whom a trusted proxy names
 */
public record Identity(Sessions sessions, PersonalTokens tokens, HeaderSignIn header) {
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

  /**
   * Returns the same person with the rights that they have by now.
   *
   * @throws io.routerly.error.GatewayException {@code unauthenticated} if what they showed does not
   *     count any more
   */
  public Principal again(Principal person) {
    return switch (person.via()) {
      case TOKEN -> tokens.again(person);
      case PROXY -> header.again(person);
      default -> sessions.again(person);
    };
  }
}
