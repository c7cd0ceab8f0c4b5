package io.routerly.store.file;

import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.Role;
import io.routerly.domain.Settings;
import io.routerly.domain.User;
import io.routerly.store.Configuration;
import java.util.List;

/**
 * The contents of all configuration files, each valid by itself; whether they are valid together is
 * for {@link ConfigChecks} to say.
 */
record Parts(
    Settings settings,
    List<Model> models,
    List<Project> projects,
    List<User> users,
    List<Role> roles) {

  static Parts of(Configuration configuration) {
    return new Parts(
        configuration.settings(),
        configuration.models(),
        configuration.projects(),
        configuration.users(),
        configuration.roles());
  }

  Configuration toConfiguration() {
    return new Configuration(settings, models, projects, users, roles);
  }

  /** Returns what stands in one file: a {@link Settings} or a list of records. */
  Object get(ConfigFile file) {
    return switch (file) {
      case SETTINGS -> settings;
      case MODELS -> models;
      case PROJECTS -> projects;
      case USERS -> users;
      case ROLES -> roles;
    };
  }

  /** Returns this with one file's contents taken from {@code other}. */
  Parts with(ConfigFile file, Parts other) {
    return switch (file) {
      case SETTINGS -> new Parts(other.settings, models, projects, users, roles);
      case MODELS -> new Parts(settings, other.models, projects, users, roles);
      case PROJECTS -> new Parts(settings, models, other.projects, users, roles);
      case USERS -> new Parts(settings, models, projects, other.users, roles);
      case ROLES -> new Parts(settings, models, projects, users, other.roles);
    };
  }

  Parts withSettings(Settings changed) {
    return new Parts(changed, models, projects, users, roles);
  }

  Parts withModels(List<Model> changed) {
    return new Parts(settings, changed, projects, users, roles);
  }
}
