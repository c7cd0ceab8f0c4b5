package io.routerly.sso;

import io.routerly.domain.Role;
import io.routerly.store.Configuration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which role people get by their groups.
 *
 * @param byGroup the role that each group gives
 * @param otherwise the role of people in none of them; absent: they get none
 */
record RoleMapping(Map<String, String> byGroup, Optional<String> otherwise) {
  private static final String ADMIN = "admin";

  /** The one that grants more comes last; of two that grant as much, the first by name. */
  private static final Comparator<Role> BY_POWER =
      Comparator.<Role>comparingInt(role -> role.granted().size())
          .thenComparing(role -> role.name().equals(ADMIN))
          .thenComparing(Role::name, Comparator.reverseOrder());

  /** Returns whether roles follow groups at all. */
  boolean followsGroups() {
    return !byGroup.isEmpty();
  }

  /** Returns the role of who is in these groups, one that exists. */
  Optional<Role> of(Set<String> groups, Configuration current) {
    return byGroup.entrySet().stream()
        .filter(entry -> groups.contains(entry.getKey()))
        .flatMap(entry -> current.role(entry.getValue()).stream())
        .max(BY_POWER)
        .or(() -> otherwise.flatMap(current::role));
  }
}
