package io.routerly.store.file;

import io.routerly.domain.Member;
import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.secret.ProviderKey;
import io.routerly.secret.ProviderKeys;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import io.routerly.store.binding.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what is wrong between the entries of the configuration files and between the files.
 *
 * <p>Two entries of one name, an unknown name of a built-in, a user without role and a finished
 * set-up without administrator are errors; a reference that leads nowhere and a credential that
 * cannot be used are warnings, because everything else still works.
 */
final class ConfigChecks {
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");

  private final KnownNames names;
  private final ProviderKeys keys;
  private final boolean administratorRequired;

  ConfigChecks(KnownNames names, ProviderKeys keys, boolean administratorRequired) {
    this.names = names;
    this.keys = keys;
    this.administratorRequired = administratorRequired;
  }

  List<ConfigProblem> check(Parts parts) {
    Run run = new Run(parts);
    run.roles();
    run.models();
    run.projects();
    run.users();
    return List.copyOf(run.problems);
  }

  static List<ConfigProblem> errorsOf(List<ConfigProblem> problems) {
    return problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
  }

  /** One look at one state. */
  private final class Run {
    private final Parts parts;
    private final List<ConfigProblem> problems = new ArrayList<>();

    Run(Parts parts) {
      this.parts = parts;
    }

    void roles() {
      Unique byName = new Unique(ConfigFile.ROLES, "role");
      for (int i = 0; i < parts.roles().size(); i++) {
        String name = parts.roles().get(i).name();
        byName.add("/" + i + "/name", name);
        if (Role.BUILT_IN.containsKey(name)) {
          error(
              ConfigFile.ROLES,
              "/" + i + "/name",
              "\"" + name + "\" is a built-in role, which cannot be changed: choose another name");
        }
      }
    }

    void models() {
      Unique byId = new Unique(ConfigFile.MODELS, "model");
      for (int i = 0; i < parts.models().size(); i++) {
        byId.add("/" + i + "/id", parts.models().get(i).id());
        model("/" + i, parts.models().get(i));
      }
    }

    private void model(String pointer, Model model) {
      if (!names.providers().contains(model.provider())) {
        error(
            ConfigFile.MODELS,
            pointer + "/provider",
            unknown("provider", model.provider(), names.providers()));
      }
      if (model.provider().equals("custom") && model.baseUrl().isEmpty()) {
        error(
            ConfigFile.MODELS,
            pointer + "/baseUrl",
            "is missing: a model of the provider custom needs the address of its API");
      }
      model.apiKey().ifPresent(stored -> key(pointer + "/apiKey", model, stored));
    }

    private void key(String pointer, Model model, String stored) {
      if (stored.isBlank()) {
        error(ConfigFile.MODELS, pointer, "must not be empty: leave the key out if there is none");
        return;
      }
      if (stored.startsWith(ProviderKeys.ENV)
          && !ProviderKeys.isAllowedVariable(stored.substring(ProviderKeys.ENV.length()))) {
        error(
            ConfigFile.MODELS,
            pointer,
            "must name a variable that ends in _API_KEY or begins with ROUTERLY_SECRET_");
        return;
      }
      if (ProviderKeys.isStoredForm(stored)
          && keys.of(model) instanceof ProviderKey.Unreadable unreadable) {
        warning(
            ConfigFile.MODELS,
            pointer,
            "model " + model.id() + " is not used: " + unreadable.reason());
      }
    }

    void projects() {
      Unique byId = new Unique(ConfigFile.PROJECTS, "project");
      Unique bySlug = new Unique(ConfigFile.PROJECTS, "project with the slug");
      Unique byToken = new Unique(ConfigFile.PROJECTS, "token");
      Unique byPrefix = new Unique(ConfigFile.PROJECTS, "token with the prefix");
      for (int i = 0; i < parts.projects().size(); i++) {
        Project project = parts.projects().get(i);
        byId.add("/" + i + "/id", project.id());
        bySlug.add("/" + i + "/slug", project.slug());
        policies("/" + i + "/policies/", project.policies());
        modelNames("/" + i + "/models/", project.models());
        members("/" + i + "/members/", project.members());
        for (int t = 0; t < project.tokens().size(); t++) {
          String pointer = "/" + i + "/tokens/" + t;
          ProjectToken token = project.tokens().get(t);
          byToken.add(pointer + "/id", token.id());
          token.prefix().ifPresent(prefix -> byPrefix.add(pointer + "/prefix", prefix));
          hash(pointer + "/token", token);
        }
      }
    }

    private void policies(String pointer, List<PolicySpec> policies) {
      for (int i = 0; i < policies.size(); i++) {
        String type = policies.get(i).type();
        if (!names.policies().contains(type)) {
          error(ConfigFile.PROJECTS, pointer + i, unknown("policy", type, names.policies()));
        }
      }
    }

    private void modelNames(String pointer, List<String> models) {
      Set<String> known = parts.models().stream().map(Model::id).collect(Collectors.toSet());
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < models.size(); i++) {
        if (!known.contains(models.get(i))) {
          warning(
              ConfigFile.PROJECTS,
              pointer + i,
              "there is no model \"" + models.get(i) + "\" in models.json; it is passed over");
        }
        if (!seen.add(models.get(i))) {
          warning(ConfigFile.PROJECTS, pointer + i, "\"" + models.get(i) + "\" is listed twice");
        }
      }
    }

    private void members(String pointer, List<Member> members) {
      Set<String> known = parts.users().stream().map(User::id).collect(Collectors.toSet());
      for (int i = 0; i < members.size(); i++) {
        String user = members.get(i).userId();
        if (!known.contains(user)) {
          warning(
              ConfigFile.PROJECTS,
              pointer + i + "/userId",
              "there is no user \"" + user + "\" in users.json; the membership has no effect");
        }
      }
    }

    private void hash(String pointer, ProjectToken token) {
      if (!BCRYPT.matcher(token.token().substring(ProjectToken.HASHED.length())).matches()) {
        warning(
            ConfigFile.PROJECTS,
            pointer,
            "token " + token.id() + " cannot be used: its hash is no bcrypt hash; rotate it");
      }
    }

    void users() {
      Unique byId = new Unique(ConfigFile.USERS, "user");
      Unique byEmail = new Unique(ConfigFile.USERS, "user with the e-mail address");
      Set<String> roles =
          Stream.concat(Role.BUILT_IN.keySet().stream(), parts.roles().stream().map(Role::name))
              .collect(Collectors.toCollection(TreeSet::new));
      for (int i = 0; i < parts.users().size(); i++) {
        User user = parts.users().get(i);
        byId.add("/" + i + "/id", user.id());
        byEmail.add("/" + i + "/email", user.email().toLowerCase(Locale.ROOT));
        if (!roles.contains(user.role())) {
          error(ConfigFile.USERS, "/" + i + "/role", unknown("role", user.role(), roles));
        }
        if (!BCRYPT.matcher(user.passwordHash()).matches()) {
          warning(
              ConfigFile.USERS,
              "/" + i + "/passwordHash",
              "user " + user.id() + " cannot sign in: this is no bcrypt hash; set a new password");
        }
      }
      administrator();
    }

    private void administrator() {
      boolean setUp = parts.settings().setupCompletedAt().isPresent();
      if (administratorRequired
          && setUp
          && parts.users().stream().noneMatch(ConfigChecks::isAdministrator)) {
        error(
            ConfigFile.USERS,
            "",
            "has no user with the role \"admin\" although set-up is complete: restore the file, or"
                + " run \"routerly reset-admin\" while the service is stopped");
      }
    }

    private void error(ConfigFile file, String pointer, String message) {
      problems.add(new ConfigProblem(file.fileName(), pointer, message, Severity.ERROR));
    }

    private void warning(ConfigFile file, String pointer, String message) {
      problems.add(new ConfigProblem(file.fileName(), pointer, message, Severity.WARNING));
    }

    /** Finds the second entry of the same name. */
    private final class Unique {
      private final Set<String> seen = new HashSet<>();
      private final ConfigFile file;
      private final String what;

      Unique(ConfigFile file, String what) {
        this.file = file;
        this.what = what;
      }

      void add(String pointer, String name) {
        if (!seen.add(name)) {
          error(
              file, pointer, "there is another " + what + " \"" + name + "\": each must be unique");
        }
      }
    }
  }

  static boolean isAdministrator(User user) {
    return user.role().equals("admin");
  }

  private static String unknown(String what, String name, Set<String> known) {
    return "unknown "
        + what
        + " \""
        + name
        + "\"; "
        + Suggestions.remedy(name, known.stream().sorted().toList());
  }
}
