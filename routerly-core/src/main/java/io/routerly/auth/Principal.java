package io.routerly.auth;

import io.routerly.domain.Actor;
import io.routerly.domain.ActorKind;
import io.routerly.domain.Permission;
import io.routerly.domain.PersonalToken;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.store.Configuration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A person who is signed in, as configured when the request came in.
 *
 * @param userId {@code usr_…}
 * @param email login name
 * @param role name of the global role
 * @param permissions what the role grants at present, as far as the credential may be used for it
 * @param via how they are known
 * @param credential handle of the session, or id of the token, that the request came with
 * @param readsProjects whether what a membership allows is cut down to reading
 * @param address network address that the request came from, where the server tells it
 */
public record Principal(
    String userId,
    String email,
    String role,
    Set<Permission> permissions,
    ActorKind via,
    Optional<String> credential,
    boolean readsProjects,
    Optional<String> address)
    implements java.security.Principal {
  public Principal {
    permissions = Set.copyOf(permissions);
  }

  /** Returns a person who has signed in. */
  static Principal inSession(User user, Configuration current, String handle) {
    return new Principal(
        user.id(),
        user.email(),
        user.role(),
        granted(user, current),
        ActorKind.SESSION,
        Optional.of(handle),
        false,
        Optional.empty());
  }

  /** Returns a person for whom a program acts with a token of theirs. */
  static Principal byToken(User user, Configuration current, PersonalToken token) {
    Set<Permission> permissions = new HashSet<>(granted(user, current));
    permissions.retainAll(token.allowed());
    return new Principal(
        user.id(),
        user.email(),
        user.role(),
        permissions,
        ActorKind.TOKEN,
        Optional.of(token.id()),
        !token.allowed().contains(Permission.PROJECTS_WRITE),
        Optional.empty());
  }

  /** Returns a person whom a trusted proxy names. */
  public static Principal byProxy(User user, Configuration current) {
    return new Principal(
        user.id(),
        user.email(),
        user.role(),
        granted(user, current),
        ActorKind.PROXY,
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static Set<Permission> granted(User user, Configuration current) {
    return current.role(user.role()).map(Role::granted).orElse(Set.of());
  }

  @Override
  public String getName() {
    return email;
  }

  /** Returns this person as the audit log names them. */
  public Actor actor() {
    return Actor.user(userId, email, via, address);
  }

  /** Returns this person, at that network address. */
  public Principal at(Optional<String> where) {
    return new Principal(userId, email, role, permissions, via, credential, readsProjects, where);
  }

  /** Returns whether the role grants this. */
  public boolean holds(Permission permission) {
    return permissions.contains(permission);
  }
}
