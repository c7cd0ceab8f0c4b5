package io.routerly.domain;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a role allows. */
public enum Permission {
  MODELS_WRITE("models:write"),
  PROJECTS_WRITE("projects:write"),
  USERS_WRITE("users:write"),
  ROLES_WRITE("roles:write"),
  SETTINGS_WRITE("settings:write"),
  USAGE_READ("usage:read"),
  PROXY_USE("proxy:use");

  private final String wireName;

  Permission(String wireName) {
    this.wireName = wireName;
  }

  /** Returns the name in files and sessions, such as {@code models:write}. */
  public String wireName() {
    return wireName;
  }

  /**
   * Returns the permissions of those names.
   *
   * @throws InvalidFieldException {@code permissions} if one is not known
   */
  public static Set<Permission> named(Collection<String> wireNames) {
    return wireNames.stream()
        .map(
            name ->
                of(name)
                    .orElseThrow(
                        () ->
                            new InvalidFieldException(
                                "permissions", "must be known permissions, not \"" + name + "\"")))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the permission of that name. */
  public static Optional<Permission> of(String wireName) {
    return Arrays.stream(values()).filter(p -> p.wireName.equals(wireName)).findFirst();
  }
}
