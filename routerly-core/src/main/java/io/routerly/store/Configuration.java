package io.routerly.store;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.Role;
import io.routerly.domain.Settings;
import io.routerly.domain.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One consistent, immutable state of everything that administrators configure.
 *
 * <p>A request takes the current configuration once and works with it to its end.
 */
public final class Configuration {
  private final Settings settings;
  private final List<Model> models;
  private final List<Project> projects;
  private final List<User> users;
  private final List<Role> roles;
  private final Map<String, Model> modelsById;
  private final Map<String, Project> projectsBySlug;

  /**
   * @throws IllegalStateException if two models share an id or two projects a slug; stores check
   *     that first, to say it better
   */
  public Configuration(
      Settings settings,
      List<Model> models,
      List<Project> projects,
      List<User> users,
      List<Role> roles) {
    this.settings = settings;
    this.models = List.copyOf(models);
    this.projects = List.copyOf(projects);
    this.users = List.copyOf(users);
    this.roles = List.copyOf(roles);
    this.modelsById = this.models.stream().collect(toUnmodifiableMap(Model::id, identity()));
    this.projectsBySlug =
        this.projects.stream().collect(toUnmodifiableMap(Project::slug, identity()));
  }

  public Settings settings() {
    return settings;
  }

  public List<Model> models() {
    return models;
  }

  public List<Project> projects() {
    return projects;
  }

  public List<User> users() {
    return users;
  }

  /** Returns the custom roles; the built-in ones are in {@link Role#BUILT_IN}. */
  public List<Role> roles() {
    return roles;
  }

  public Optional<Model> model(String id) {
    return Optional.ofNullable(modelsById.get(id));
  }

  public Optional<Project> project(String slug) {
    return Optional.ofNullable(projectsBySlug.get(slug));
  }

  /** Returns the built-in or custom role of that name. */
  public Optional<Role> role(String name) {
    return Optional.ofNullable(Role.BUILT_IN.get(name))
        .or(() -> roles.stream().filter(role -> role.name().equals(name)).findFirst());
  }

  public Configuration withSettings(Settings changed) {
    return new Configuration(changed, models, projects, users, roles);
  }

  public Configuration withModels(List<Model> changed) {
    return new Configuration(settings, changed, projects, users, roles);
  }

  public Configuration withProjects(List<Project> changed) {
    return new Configuration(settings, models, changed, users, roles);
  }

  public Configuration withUsers(List<User> changed) {
    return new Configuration(settings, models, projects, changed, roles);
  }

  public Configuration withRoles(List<Role> changed) {
    return new Configuration(settings, models, projects, users, changed);
  }
}
