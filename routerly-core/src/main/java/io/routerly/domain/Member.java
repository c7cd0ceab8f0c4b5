package io.routerly.domain;

/**
 * A user's membership in a project.
 *
 * @param userId {@code usr_…}
 * @param role what the user may do there
 */
public record Member(String userId, ProjectRole role) {
  public Member {
    Checks.notBlank(userId, "userId");
  }
}
