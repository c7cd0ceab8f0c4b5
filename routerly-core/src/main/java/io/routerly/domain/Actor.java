package io.routerly.domain;

import java.util.Optional;

/**
 * Who does something that the audit log tells of.
 *
 * @param userId {@code usr_…}; absent for who is no user of the service
 * @param name e-mail address of a user, or else what the actor is called
 * @param via how the actor is known
 * @param address network address that the request came from; absent where there was no request
 */
public record Actor(Optional<String> userId, String name, ActorKind via, Optional<String> address) {
  public Actor {
    Checks.notBlank(name, "name");
  }

  /** Returns a user of the service. */
  public static Actor user(String userId, String email, ActorKind via, Optional<String> address) {
    return new Actor(Optional.of(userId), email, via, address);
  }

  /** Returns whoever runs a command on the machine of the service. */
  public static Actor command(String name) {
    return new Actor(Optional.empty(), name, ActorKind.COMMAND, Optional.empty());
  }

  /** Returns whoever changed a file of the home by hand. */
  public static Actor file() {
    return new Actor(Optional.empty(), "by hand", ActorKind.FILE, Optional.empty());
  }
}
