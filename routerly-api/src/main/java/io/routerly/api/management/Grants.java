package io.routerly.api.management;

import io.routerly.api.http.Refusals;
import io.routerly.auth.Principal;
import io.routerly.domain.Permission;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.store.Configuration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps people from granting, or taking over, what they do not hold themselves.
 *
 * <p>What counts is what they hold in the configuration that is changed: someone else may have
 * taken it from them since their request was let in.
 */
final class Grants {
  private static final String ADMIN = "admin";

  private Grants() {}

  /** Checks that the person holds everything that the role grants. */
  static void requireMayGive(Principal me, Configuration current, String role) {
    Set<Permission> granted =
        current
            .role(role)
            .map(Role::granted)
            .orElseThrow(() -> Refusals.wrongField("/role", "there is no role \"" + role + "\""));
    requireHeld(me, current, granted);
  }

  /** Checks that the person holds everything that the user does, whose password they would set. */
  static void requireMayChange(Principal me, Configuration current, User user) {
    requireHeld(me, current, Set.of(Permission.USERS_WRITE));
    current.role(user.role()).map(Role::granted).ifPresent(held -> requireHeld(me, current, held));
  }

  /** Checks that the person holds all of these. */
  static void requireHeld(Principal me, Configuration current, Collection<Permission> permissions) {
    Set<Permission> held = heldBy(me.userId(), current);
    String lacking =
        permissions.stream()
            .filter(permission -> !me.holds(permission) || !held.contains(permission))
            .map(Permission::wireName)
            .sorted()
            .collect(Collectors.joining(", "));
    if (!lacking.isEmpty()) {
      throw Refusals.forbidden("You do not hold these permissions yourself: " + lacking + ".");
    }
  }

  private static Set<Permission> heldBy(String userId, Configuration current) {
    return current.users().stream()
        .filter(user -> user.id().equals(userId))
        .findFirst()
        .flatMap(user -> current.role(user.role()))
        .map(Role::granted)
        .orElse(Set.of());
  }

  /** Returns {@code changed}, which must still have an administrator if there was one before. */
  static Configuration keepingAnAdministrator(Configuration before, Configuration changed) {
    if (hasAdministrator(before) && !hasAdministrator(changed)) {
      throw Refusals.conflict("This is the last administrator: make another one first.");
    }
    return changed;
  }

  private static boolean hasAdministrator(Configuration configuration) {
    return configuration.users().stream().anyMatch(user -> user.role().equals(ADMIN));
  }
}
