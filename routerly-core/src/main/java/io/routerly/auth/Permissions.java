package io.routerly.auth;

import io.routerly.domain.Member;
import io.routerly.domain.Permission;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectRole;
import java.util.Optional;

/**
 * What signed-in people may do in projects.
 *
 * <p>Whoever holds {@code projects:write} may do everything in every project; everybody else what
 * their membership says, and sees nothing of projects without them.
 */
public final class Permissions {
  private Permissions() {}

  /**
   * Returns the role that the person has in the project; empty: the project is not theirs to see.
   */
  public static Optional<ProjectRole> roleIn(Project project, Principal person) {
    if (person.holds(Permission.PROJECTS_WRITE)) {
      return Optional.of(ProjectRole.ADMIN);
    }
    return project.members().stream()
        .filter(member -> member.userId().equals(person.userId()))
        .map(Member::role)
        .findFirst()
        .map(role -> person.readsProjects() ? ProjectRole.VIEWER : role);
  }

  /** Returns whether the person may see the project. */
  public static boolean sees(Project project, Principal person) {
    return roleIn(project, person).isPresent();
  }

  /** Returns whether the person has at least that role in the project. */
  public static boolean isAtLeast(ProjectRole needed, Project project, Principal person) {
    return roleIn(project, person).filter(role -> role.compareTo(needed) <= 0).isPresent();
  }
}
