package io.routerly.store.file;

import io.routerly.domain.Actor;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigStore;
import io.routerly.store.ConfigStoreContract;
import io.routerly.store.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on files. */
final class FileConfigStoreTest extends ConfigStoreContract {
  private final Path home;

  FileConfigStoreTest(@TempDir Path home) {
    this.home = home;
  }

  @Override
  protected ConfigStore open() {
    return new OfHome(Homes.open(home));
  }

  /** Closes the home with its store. */
  private record OfHome(FileHome home) implements ConfigStore {
    @Override
    public Configuration current() {
      return home.config().current();
    }

    @Override
    public Configuration edit(Actor actor, UnaryOperator<Configuration> change) {
      return home.config().edit(Actor.command("test"), change);
    }

    @Override
    public List<ConfigProblem> problems() {
      return home.config().problems();
    }

    @Override
    public boolean isHealthy() {
      return home.config().isHealthy();
    }

    @Override
    public void onChange(Consumer<Configuration> listener) {
      home.config().onChange(listener);
    }

    @Override
    public void close() {
      home.close();
    }
  }
}
