package io.routerly.api.http;

import io.routerly.auth.PersonalTokens;
import io.routerly.auth.Principal;
import io.routerly.auth.Sessions;
import io.routerly.domain.ActorKind;

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

  /**
   * Returns the same person with the rights that they have by now.
   *
   * @throws io.routerly.error.GatewayException {@code unauthenticated} if what they showed does not
   *     count any more
   */
  public Principal again(Principal person) {
    return person.via() == ActorKind.TOKEN ? tokens.again(person) : sessions.again(person);
  }
}
