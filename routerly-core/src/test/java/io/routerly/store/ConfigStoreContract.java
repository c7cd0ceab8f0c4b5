package io.routerly.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.Actor;
import io.routerly.domain.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every configuration store does. A subclass opens one kind of store. */
public abstract class ConfigStoreContract {
  /** Opens the store, on what it held when it was last closed, if anything. */
  protected abstract ConfigStore open();

  @Test
  void aNewStoreHoldsTheDefaults() {
    try (ConfigStore store = open()) {
      assertThat(store.current().settings().port()).isEqualTo(3000);
      assertThat(store.current().models()).isEmpty();
      assertThat(store.problems()).isEmpty();
      assertThat(store.isHealthy()).isTrue();
    }
  }

  @Test
  void anEditIsCurrentAtOnceAndAfterARestart() {
    try (ConfigStore store = open()) {
      Configuration edited =
          store.edit(Actor.command("test"), config -> config.withRoles(List.of(role("a"))));
      assertThat(store.current()).isSameAs(edited);
      assertThat(edited.roles()).containsExactly(role("a"));
    }
    try (ConfigStore again = open()) {
      assertThat(again.current().roles()).containsExactly(role("a"));
    }
  }

  @Test
  void whatAChangeThrowsReachesTheCallerAndNothingIsChanged() {
    try (ConfigStore store = open()) {
      Configuration before = store.current();
      assertThatThrownBy(
              () ->
                  store.edit(
                      Actor.command("test"),
                      config -> {
                        throw new IllegalStateException("no");
                      }))
          .hasMessage("no");
      assertThat(store.current()).isSameAs(before);
    }
  }

  @Test
  void parallelEditsAllCount() throws Exception {
    try (ConfigStore store = open()) {
      ExecutorService pool = Executors.newFixedThreadPool(8);
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Role added = role("role-" + i);
        done.add(
            pool.submit(() -> store.edit(Actor.command("test"), config -> with(config, added))));
      }
      for (Future<?> one : done) {
        one.get();
      }
      pool.shutdown();
      assertThat(store.current().roles()).hasSize(40);
    }
  }

  @Test
  void listenersHearOfEveryChangeInOrder() {
    List<Integer> heard = new ArrayList<>();
    try (ConfigStore store = open()) {
      store.onChange(
          config -> {
            throw new IllegalStateException("a listener that fails disturbs nobody");
          });
      store.onChange(config -> heard.add(config.roles().size()));
      store.edit(Actor.command("test"), config -> with(config, role("a")));
      store.edit(Actor.command("test"), config -> config);
      store.edit(Actor.command("test"), config -> with(config, role("b")));
    }
    assertThat(heard).containsExactly(1, 2);
  }

  private static Configuration with(Configuration config, Role added) {
    List<Role> roles = new ArrayList<>(config.roles());
    roles.add(added);
    return config.withRoles(roles);
  }

  private static Role role(String name) {
    return new Role(name, List.of("usage:read"));
  }
}
