package io.routerly.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.ActorKind;
import io.routerly.domain.Member;
import io.routerly.domain.Permission;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectRole;
import io.routerly.domain.Resilience;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {
  private static Project projectOf(Member... members) {
    return new Project(
        "proj_1",
        "App",
        "app",
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(members),
        List.of(),
        Resilience.DEFAULT);
  }

  private static Principal person(Permission... permissions) {
    return new Principal(
        "usr_ann",
        "ann@example.com",
        "some",
        Set.of(permissions),
        ActorKind.SESSION,
        Optional.of("session"),
        false,
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "ADMIN,  ADMIN,  true",
    "ADMIN,  VIEWER, true",
    "EDITOR, ADMIN,  false",
    "EDITOR, EDITOR, true",
    "VIEWER, EDITOR, false",
    "VIEWER, VIEWER, true",
  })
  void aRoleIncludesThoseBelowIt(ProjectRole held, ProjectRole needed, boolean allowed) {
    Project project = projectOf(new Member("usr_ann", held));

    assertThat(Permissions.isAtLeast(needed, project, person())).isEqualTo(allowed);
  }

  @Test
  void whoIsNoMemberSeesNothing() {
    Project project = projectOf(new Member("usr_bob", ProjectRole.ADMIN));

    assertThat(Permissions.sees(project, person(Permission.USAGE_READ))).isFalse();
    assertThat(Permissions.isAtLeast(ProjectRole.VIEWER, project, person())).isFalse();
  }

  @Test
  void whoMayWriteProjectsIsAdministratorOfAll() {
    assertThat(
            Permissions.isAtLeast(
                ProjectRole.ADMIN, projectOf(), person(Permission.PROJECTS_WRITE)))
        .isTrue();
  }
}
