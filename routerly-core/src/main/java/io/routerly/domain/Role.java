package io.routerly.domain;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One entry of {@code config/roles.json}, or a built-in role: a named set of permissions.
 *
 * @param name unique name
 * @param permissions names of {@link Permission}s
 */
public record Role(String name, List<String> permissions) {
  // Before BUILT_IN, whose roles it checks.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** The roles that every installation has; they are stored nowhere and cannot be changed. */
  public static final Map<String, Role> BUILT_IN =
      Map.of(
          "admin", builtIn("admin", EnumSet.allOf(Permission.class)),
          "member", builtIn("member", EnumSet.of(Permission.PROXY_USE, Permission.USAGE_READ)),
          "viewer", builtIn("viewer", EnumSet.of(Permission.USAGE_READ)));

  public Role {
    Checks.matches(name, NAME, "name", "letters, digits and ._- (at most 64)");
    permissions = List.copyOf(permissions);
    Permission.named(permissions);
  }

  /** Returns the permissions as values. */
  public Set<Permission> granted() {
    return Permission.named(permissions);
  }

  private static Role builtIn(String name, Set<Permission> permissions) {
    return new Role(name, permissions.stream().map(Permission::wireName).sorted().toList());
  }
}
