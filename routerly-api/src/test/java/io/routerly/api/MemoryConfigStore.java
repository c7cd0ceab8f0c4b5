package io.routerly.api;

import io.routerly.domain.Actor;
import io.routerly.domain.LedgerFailureMode;
import io.routerly.domain.LogLevel;
import io.routerly.domain.Settings;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A configuration that lives in memory alone. */
final class MemoryConfigStore implements ConfigStore {
  private final List<ConfigProblem> problems = new ArrayList<>();
  private volatile boolean healthy = true;

  /** What happens just before the next edits get their turn. */
  volatile Runnable beforeEdit = () -> {};

  private volatile Configuration current =
      new Configuration(
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
              Optional.empty()),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  void breakDown() {
    healthy = false;
  }

  void report(ConfigProblem problem) {
    problems.add(problem);
  }

  @Override
  public Configuration current() {
    return current;
  }

  @Override
  public synchronized Configuration edit(Actor actor, UnaryOperator<Configuration> change) {
    beforeEdit.run();
    current = change.apply(current);
    return current;
  }

  @Override
  public List<ConfigProblem> problems() {
    return List.copyOf(problems);
  }

  @Override
  public boolean isHealthy() {
    return healthy;
  }

  @Override
  public void onChange(Consumer<Configuration> listener) {}

  @Override
  public void close() {}
}
