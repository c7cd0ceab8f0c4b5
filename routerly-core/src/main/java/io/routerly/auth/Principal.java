package io.routerly.auth;

import io.routerly.domain.Permission;
import java.util.Set;

/**
 * A person who is signed in, as configured when the request came in.
 *
 * @param userId {@code usr_…}
 * @param email login name
 * @param role name of the global role
 * @param permissions what the role grants at present
 * @param sessionId the session that the request belongs to
 */
public record Principal(
    String userId, String email, String role, Set<Permission> permissions, String sessionId)
    implements java.security.Principal {
  public Principal {
    permissions = Set.copyOf(permissions);
  }

  @Override
  public String getName() {
    return email;
  }

  /** Returns whether the role grants this. */
  public boolean holds(Permission permission) {
    return permissions.contains(permission);
  }
}
