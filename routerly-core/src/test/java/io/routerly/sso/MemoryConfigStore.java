package io.routerly.sso;

import io.routerly.domain.Actor;
import io.routerly.domain.OidcSettings;
import io.routerly.domain.Settings;
import io.routerly.domain.User;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import io.routerly.store.binding.RecordBinder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A configuration that lives in memory alone, and remembers who edited it. */
final class MemoryConfigStore implements ConfigStore {
  final List<Actor> actors = new ArrayList<>();
  private Configuration current =
      new Configuration(
          new RecordBinder().read(new byte[] {'{', '}'}, Settings.class),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  void use(OidcSettings settings) {
    current = current.withSettings(current.settings().withOidc(Optional.of(settings)));
  }

  /** Uses these settings, and the defaults for what they leave out. */
  void use(JsonObject settings) {
    current = current.withSettings(new RecordBinder().bind(settings, Settings.class));
  }

  void add(User user) {
    current = current.withUsers(Stream.concat(current.users().stream(), Stream.of(user)).toList());
  }

  @Override
  public Configuration current() {
    return current;
  }

  @Override
  public Configuration edit(Actor actor, UnaryOperator<Configuration> change) {
    current = change.apply(current);
    actors.add(actor);
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
