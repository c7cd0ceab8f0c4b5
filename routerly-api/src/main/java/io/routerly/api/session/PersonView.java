package io.routerly.api.session;

import io.routerly.domain.Permission;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.store.Configuration;
import java.util.List;
import java.util.Set;

/**
 * A person as they see themselves.
 *
 * @param id {@code usr_…}
 * @param email login name
 * @param role name of the global role
 * @param permissions what the role grants at present, as far as the credential may be used for it
 */
public record PersonView(String id, String email, String role, List<String> permissions) {
  /** Returns a person who has just signed in. */
  static PersonView of(User user, Configuration configuration) {
    return of(user, configuration.role(user.role()).map(Role::granted).orElse(Set.of()));
  }

  /** Returns a person who may do this by the credential that they came with. */
  static PersonView of(User user, Set<Permission> permissions) {
    return new PersonView(
        user.id(),
        user.email(),
        user.role(),
        permissions.stream().map(Permission::wireName).sorted().toList());
  }
}
