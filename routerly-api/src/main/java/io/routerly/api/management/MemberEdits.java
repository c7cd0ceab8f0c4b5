package io.routerly.api.management;

import io.routerly.api.http.Refusals;
import io.routerly.domain.Member;
import io.routerly.domain.Project;
import java.util.ArrayList;
import java.util.List;

/** Changes to the members of one project. */
final class MemberEdits {
  private MemberEdits() {}

  static Member find(Project project, String userId) {
    return project.members().stream()
        .filter(member -> member.userId().equals(userId))
        .findFirst()
        .orElseThrow(() -> Refusals.notFound("member " + userId));
  }

  static Project with(Project project, Member added) {
    List<Member> members = new ArrayList<>(project.members());
    if (members.stream().anyMatch(member -> member.userId().equals(added.userId()))) {
      throw Refusals.conflict("This user is a member already.");
    }
    members.add(added);
    return withMembers(project, members);
  }

  static Project replaced(Project project, Member changed) {
    return withMembers(
        project,
        project.members().stream()
            .map(member -> member.userId().equals(changed.userId()) ? changed : member)
            .toList());
  }

  static Project without(Project project, String userId) {
    return withMembers(
        project,
        project.members().stream().filter(member -> !member.userId().equals(userId)).toList());
  }

  private static Project withMembers(Project project, List<Member> members) {
    return ProjectDraft.of(project)
        .withMembers(members)
        .toProject(project.id(), project.tokens(), members);
  }
}
