package io.routerly.api.management;

import io.routerly.api.http.Refusals;
import io.routerly.auth.Permissions;
import io.routerly.auth.Principal;
import io.routerly.domain.Member;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectRole;
import io.routerly.domain.User;
import io.routerly.store.Configuration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What may become of projects, and who may see and change them. Thread-safe. */
final class ProjectEdits {
  private final BuiltInNames builtIns;

  ProjectEdits(BuiltInNames builtIns) {
    this.builtIns = builtIns;
  }

  /**
   * Returns a project in which the person has at least that role; one that they cannot see does not
   * exist for them.
   */
  static Project find(Configuration current, String slug, Principal person, ProjectRole needed) {
    Project project =
        current
            .project(slug)
            .filter(found -> Permissions.sees(found, person))
            .orElseThrow(() -> Refusals.notFound("project " + slug));
    if (!Permissions.isAtLeast(needed, project, person)) {
      throw Refusals.forbidden(
          "Your role in the project does not allow this: it takes " + needed.wireName() + ".");
    }
    return project;
  }

  /** Returns a new project. */
  Project create(Configuration current, String id, ProjectDraft draft) {
    if (draft.id().isPresent()) {
      throw Refusals.wrongField("/id", "is given by the service: leave it out");
    }
    Project project = Refusals.checked(() -> draft.toProject(id, List.of(), List.of()));
    requireKnownNames(current, project, Set.of(), Set.of());
    return project;
  }

  /** Returns {@code before} as the draft has it. */
  Project change(Configuration current, Project before, ProjectDraft draft, Principal person) {
    if (!draft.id().orElse(before.id()).equals(before.id())) {
      throw Refusals.wrongField("/id", "cannot be changed");
    }
    Project after =
        Refusals.checked(() -> draft.toProject(before.id(), before.tokens(), before.members()));
    boolean needsAdmin =
        !after.members().equals(before.members())
            || !after.slug().equals(before.slug())
            || !after.name().equals(before.name());
    if (needsAdmin && !Permissions.isAtLeast(ProjectRole.ADMIN, before, person)) {
      throw Refusals.forbidden("Name, slug and members take the role admin in the project.");
    }
    // What led nowhere before may stay; new references must lead somewhere.
    requireKnownNames(current, after, modelIds(before), userIds(before));
    return after;
  }

  private void requireKnownNames(
      Configuration current, Project project, Set<String> oldModels, Set<String> oldUsers) {
    for (int i = 0; i < project.policies().size(); i++) {
      requireKnownModels(current, "/policies/" + i, project.policies().get(i), oldModels);
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < project.models().size(); i++) {
      String model = project.models().get(i);
      if (current.model(model).isEmpty() && !oldModels.contains(model)) {
        throw Refusals.wrongField("/models/" + i, "there is no model \"" + model + "\"");
      }
      if (!seen.add(model)) {
        throw Refusals.wrongField("/models/" + i, "\"" + model + "\" is listed twice");
      }
    }
    requireKnownMembers(current, project.members(), oldUsers);
  }

  private void requireKnownModels(
      Configuration current, String pointer, PolicySpec policy, Set<String> oldModels) {
    builtIns.requirePolicy(pointer, policy);
    for (String model : builtIns.policyModels().apply(policy)) {
      if (current.model(model).isEmpty() && !oldModels.contains(model)) {
        throw Refusals.wrongField(pointer + "/config", "there is no model \"" + model + "\"");
      }
    }
  }

  private Set<String> modelIds(Project project) {
    Set<String> ids = new HashSet<>(project.models());
    project.policies().forEach(policy -> ids.addAll(builtIns.policyModels().apply(policy)));
    return ids;
  }

  private static void requireKnownMembers(
      Configuration current, List<Member> members, Set<String> oldUsers) {
    Set<String> known = current.users().stream().map(User::id).collect(Collectors.toSet());
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < members.size(); i++) {
      String user = members.get(i).userId();
      if (!known.contains(user) && !oldUsers.contains(user)) {
        throw Refusals.wrongField("/members/" + i + "/userId", "there is no user \"" + user + "\"");
      }
      if (!seen.add(user)) {
        throw Refusals.wrongField("/members/" + i + "/userId", "is listed twice");
      }
    }
  }

  private static Set<String> userIds(Project project) {
    return project.members().stream().map(Member::userId).collect(Collectors.toSet());
  }

  static Configuration add(Configuration current, Project project) {
    requireFreeSlug(current, project);
    List<Project> projects = new ArrayList<>(current.projects());
    projects.add(project);
    return current.withProjects(projects);
  }

  static Configuration replace(
      Configuration current, Project before, UnaryOperator<Project> change) {
    Project changed = change.apply(before);
    requireFreeSlug(current, changed);
    return ChannelProjects.renamed(current, before.slug(), changed.slug())
        .withProjects(
            current.projects().stream()
                .map(project -> project.id().equals(before.id()) ? changed : project)
                .toList());
  }

  static Configuration remove(Configuration current, Project project) {
    ChannelProjects.requireUnnamed(current, project.slug());
    return current.withProjects(
        current.projects().stream().filter(other -> !other.id().equals(project.id())).toList());
  }

  private static void requireFreeSlug(Configuration current, Project project) {
    current
        .project(project.slug())
        .filter(other -> !other.id().equals(project.id()))
        .ifPresent(
            other -> {
              throw Refusals.conflict(
                  "There is another project with the slug " + other.slug() + ".");
            });
  }
}
