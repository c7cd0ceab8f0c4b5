package io.routerly.auth;

import io.routerly.domain.Actor;
import io.routerly.domain.LedgerFailureMode;
import io.routerly.domain.LogLevel;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Resilience;
import io.routerly.domain.Settings;
import io.routerly.domain.User;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A configuration that lives in memory alone. */
final class MemoryConfigStore implements ConfigStore {
  private static final Settings SETTINGS =
      new Settings(
          3000,
          "127.0.0.1",
          true,
          30_000,
          10_000,
          Optional.empty(),
          60_000,
          LogLevel.INFO,
          "http://localhost:3000",
          List.of(),
          List.of(),
          67_108_864,
          60,
          LedgerFailureMode.BLOCK,
          false,
          Optional.empty(),
          List.of(),
          List.of(),
          7,
          64,
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private volatile Configuration current =
      new Configuration(SETTINGS, List.of(), List.of(), List.of(), List.of());

  static MemoryConfigStore withTokens(ProjectToken... tokens) {
    MemoryConfigStore store = new MemoryConfigStore();
    store.setTokens(tokens);
    return store;
  }

  static MemoryConfigStore withUsers(User... users) {
    MemoryConfigStore store = new MemoryConfigStore();
    store.setUsers(users);
    return store;
  }

  void setTokens(ProjectToken... tokens) {
    Project project =
        new Project(
            "proj_1",
            "App",
            "app",
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(tokens),
            List.of(),
            List.of(),
            Resilience.DEFAULT);
    current = current.withProjects(List.of(project));
  }

  void setUsers(User... users) {
    current = current.withUsers(List.of(users));
  }

  @Override
  public Configuration current() {
    return current;
  }

  @Override
  public Configuration edit(Actor actor, UnaryOperator<Configuration> change) {
    current = change.apply(current);
    return current;
  }

  @Override
  public List<ConfigProblem> problems() {
    return List.of();
  }

  @Override
  public boolean isHealthy() {
    return true;
  }

  @Override
  public void onChange(Consumer<Configuration> listener) {}

  @Override
  public void close() {}
}
