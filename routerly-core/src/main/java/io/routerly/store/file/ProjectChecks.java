package io.routerly.store.file;

import static io.routerly.store.file.ConfigFile.PROJECTS;

import io.routerly.domain.BcryptHash;
import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.Member;
import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.User;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks the entries of {@code projects.json} beside each other and what they refer to. */
final class ProjectChecks {
  private final KnownNames known;
  private final Map<String, Model> models;
  private final Set<String> users;
  private final int defaultTimeoutMs;
  private final boolean modelsKnown;
  private final boolean usersKnown;
  private final ProblemList problems;

  ProjectChecks(KnownNames known, Parts parts, Set<ConfigFile> unknown, ProblemList problems) {
    this.known = known;
    this.models =
        parts.models().stream()
            .collect(Collectors.toMap(Model::id, Function.identity(), (first, second) -> first));
    this.users = parts.users().stream().map(User::id).collect(Collectors.toSet());
    this.defaultTimeoutMs = parts.settings().defaultTimeoutMs();
    this.modelsKnown = !unknown.contains(ConfigFile.MODELS);
    this.usersKnown = !unknown.contains(ConfigFile.USERS);
    this.problems = problems;
  }

  void check(List<Project> projects) {
    ProblemList.Unique byId = problems.unique(PROJECTS, "project");
    ProblemList.Unique bySlug = problems.unique(PROJECTS, "project with the slug");
    ProblemList.Unique byToken = problems.unique(PROJECTS, "token");
    ProblemList.Unique byPrefix = problems.unique(PROJECTS, "token with the prefix");
    for (int i = 0; i < projects.size(); i++) {
      Project project = projects.get(i);
      byId.add("/" + i + "/id", project.id());
      bySlug.add("/" + i + "/slug", project.slug());
      policies("/" + i + "/policies/", project.policies());
      modelNames("/" + i + "/models/", project.models());
      timeouts("/" + i + "/models/", project);
      members("/" + i + "/members/", project.members());
      tokens("/" + i + "/tokens/", project.tokens(), byToken, byPrefix);
    }
  }

  private void policies(String pointer, List<PolicySpec> policies) {
    for (int i = 0; i < policies.size(); i++) {
      PolicySpec policy = policies.get(i);
      problems.requireKnown(PROJECTS, pointer + i, "policy", policy.type(), known.policies());
      if (known.policies().contains(policy.type())) {
        policySettings(pointer + i + "/", policy);
      }
    }
  }

  private void policySettings(String pointer, PolicySpec policy) {
    try {
      known.policyCheck().accept(policy);
      if (modelsKnown) {
        known
            .policyWarnings()
            .apply(policy, id -> Optional.ofNullable(models.get(id)))
            .forEach(warning -> problems.warning(PROJECTS, pointer + "config", warning));
      }
    } catch (InvalidFieldException e) {
      problems.error(PROJECTS, pointer + e.field(), String.valueOf(e.getMessage()));
    }
  }

  private void modelNames(String pointer, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = "\"" + names.get(i) + "\"";
      if (modelsKnown && !models.containsKey(names.get(i))) {
        problems.warning(
            PROJECTS,
            pointer + i,
            "there is no model " + name + " in models.json; it is passed over");
      }
      if (!seen.add(names.get(i))) {
        problems.warning(PROJECTS, pointer + i, name + " is listed twice");
      }
    }
  }

  private void timeouts(String pointer, Project project) {
    for (int i = 0; i < project.models().size(); i++) {
      Model model = models.get(project.models().get(i));
      if (model != null) {
        timeout(pointer + i, project, model);
      }
    }
  }

  /** The time for all attempts also bounds the first one, which has to leave some to others. */
  private void timeout(String pointer, Project project, Model model) {
    int total = project.resilience().totalTimeoutMs();
    int own = timeoutMs(model, project);
    if (own > (project.models().size() > 1 ? total / 4 * 3 : total)) {
      problems.warning(
          PROJECTS,
          pointer,
          ("model \"%s\" may take %d ms, and all attempts of a call together have %d ms"
                  + " (resilience.totalTimeoutMs), three quarters of it while another model may"
                  + " follow: it is cut off before its time; raise the one or lower the other")
              .formatted(model.id(), own, total));
    }
  }

  private int timeoutMs(Model model, Project project) {
    return model.timeoutMs().or(project::defaultTimeoutMs).orElse(defaultTimeoutMs);
  }

  private void members(String pointer, List<Member> members) {
    for (int i = 0; i < members.size(); i++) {
      String user = members.get(i).userId();
      if (usersKnown && !users.contains(user)) {
        problems.warning(
            PROJECTS,
            pointer + i + "/userId",
            "there is no user \"" + user + "\" in users.json; the membership has no effect");
      }
    }
  }

  private void tokens(
      String pointer,
      List<ProjectToken> tokens,
      ProblemList.Unique byId,
      ProblemList.Unique byPrefix) {
    for (int i = 0; i < tokens.size(); i++) {
      ProjectToken token = tokens.get(i);
      byId.add(pointer + i + "/id", token.id());
      String prefixPointer = pointer + i + "/prefix";
      token.prefix().ifPresent(prefix -> byPrefix.add(prefixPointer, prefix));
      if (!BcryptHash.isUsable(token.token().substring(ProjectToken.HASHED.length()))) {
        problems.warning(
            PROJECTS,
            pointer + i + "/token",
            "token "
                + token.id()
                + " cannot be used: its hash is no bcrypt hash of cost 4 to 16;"
                + " rotate it");
      }
    }
  }
}
