package io.routerly.pipeline;

import io.routerly.domain.Actor;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A configuration that lives in memory alone. */
final class MemoryConfig implements ConfigStore {
  private volatile Configuration current =
      new Configuration(Values.SETTINGS, List.of(), List.of(), List.of(), List.of());

  static MemoryConfig of(List<Model> models, Project... projects) {
    MemoryConfig config = new MemoryConfig();
    config.edit(
        Actor.command("test"), state -> state.withModels(models).withProjects(List.of(projects)));
    return config;
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
