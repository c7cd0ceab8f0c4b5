package io.routerly.api.session;

import io.routerly.domain.Permission;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.store.Configuration;
import java.util.List;

/**
 * A person as they see themselves.
 *
 * @param id {@code usr_…}
 * @param email login name
 * @param role name of the global role
 * @param permissions what the role grants at present
 */
public record PersonView(String id, String email, String role, List<String> permissions) {
  static PersonView of(User user, Configuration configuration) {
    return new PersonView(
        user.id(),
        user.email(),
        user.role(),
        configuration.role(user.role()).map(Role::granted).stream()
            .flatMap(granted -> granted.stream().map(Permission::wireName))
            .sorted()
            .toList());
  }
}
