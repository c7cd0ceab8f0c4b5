package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.Actor;
import io.routerly.domain.LogLevel;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigProblem;
import io.routerly.store.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits through the store and by hand, beside each other. */
final class ConfigEditTest {
  private final Path home;
  private final FileHome opened;
  private final FileConfigStore store;

  ConfigEditTest(@TempDir Path home) throws IOException {
    this.home = home;
    ExamplesTest.write(home);
    opened = Homes.open(home);
    store = (FileConfigStore) opened.config();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void aChangeByHandIsPickedUpWithoutARestart() throws Exception {
    CountDownLatch noticed = new CountDownLatch(1);
    store.onChange(config -> noticed.countDown());
    write("roles.json", "[]");

    assertThat(noticed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(store.current().roles()).isEmpty();
  }

  @Test
  void anEditKeepsAChangeMadeByHandJustBefore() throws IOException {
    write("settings.json", settings().replace("\"info\"", "\"debug\""));

    store.edit(Actor.command("test"), config -> config.withRoles(List.of()));

    assertThat(store.current().settings().logLevel()).isEqualTo(LogLevel.DEBUG);
    assertThat(settings()).contains("\"debug\"");
  }

  @Test
  void aBadFileKeepsTheLastGoodStateAndIsToldUntilItIsRepaired() throws IOException {
    Configuration before = store.current();
    write("roles.json", "[{\"nmae\": \"x\"}]");

    store.poll();
    store.poll();
    store.poll();

    assertThat(store.current()).isSameAs(before);
    assertThat(errors()).extracting(ConfigProblem::pointer).contains("/0/nmae", "/0/name");
    write("roles.json", "[{\"name\": \"x\", \"permissions\": []}]");
    store.poll();
    assertThat(errors()).isEmpty();
    assertThat(store.current().roles()).extracting(Role::name).containsExactly("x");
  }

  @Test
  void anEditorThatWritesInTwoStepsRaisesNoAlarm() throws IOException {
    opened.close(); // Ends the thread that looks by itself.
    FileConfigStore quiet = store;
    write("roles.json", "");
    quiet.poll();
    assertThat(errors()).isEmpty();
    write("roles.json", "[]");
    quiet.poll();
    assertThat(errors()).isEmpty();
    assertThat(quiet.current().roles()).isEmpty();
  }

  @Test
  void aBrokenFileIsNotEditedAndOthersAre() throws IOException {
    write("roles.json", "[");

    assertThatThrownBy(
            () -> store.edit(Actor.command("test"), config -> config.withRoles(List.of())))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_FILE_INVALID);
              assertThat(e.sentence()).contains("config/roles.json");
            });
    assertThat(Files.readString(Homes.config(home, "roles.json"))).isEqualTo("[");

    store.edit(Actor.command("test"), config -> config.withModels(List.of()));
    assertThat(store.current().models()).isEmpty();
    assertThat(Files.readString(Homes.config(home, "roles.json"))).isEqualTo("[");
  }

  @Test
  void aFileThatDisappearsIsBrokenNotEmpty() throws IOException {
    Files.delete(Homes.config(home, "models.json"));

    store.poll();
    store.poll();

    assertThat(store.current().models()).hasSize(1);
    assertThatThrownBy(
            () -> store.edit(Actor.command("test"), config -> config.withModels(List.of())))
        .hasMessageContaining("has disappeared");
  }

  @Test
  void removingTheLastAdministratorByHandDoesNotTakeEffect() throws IOException {
    write("users.json", "[]");

    store.poll();
    store.poll();

    assertThat(store.current().users()).hasSize(1);
    assertThat(errors()).singleElement().asString().contains("routerly reset-admin");
  }

  @Test
  void anEditThatWouldLeaveNoAdministratorIsRefused() {
    assertThatThrownBy(
            () -> store.edit(Actor.command("test"), config -> config.withUsers(List.of())))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    assertThat(store.current().users()).hasSize(1);
  }

  @Test
  void aRoleAndItsUserComeAndGoTogether() throws IOException {
    User user = store.current().users().get(0);
    User member =
        new User("usr_2", "b@example.com", user.passwordHash(), "auditor", Optional.empty());
    store.edit(
        Actor.command("test"),
        config ->
            config
                .withRoles(List.of(new Role("auditor", List.of("usage:read"))))
                .withUsers(List.of(user, member)));
    store.edit(
        Actor.command("test"), config -> config.withRoles(List.of()).withUsers(List.of(user)));

    assertThat(Files.readString(Homes.config(home, "users.json"))).doesNotContain("auditor");
    assertThat(Files.readString(Homes.config(home, "users.json.bak"))).contains("auditor");
  }

  @Test
  void onlyWhatChangedIsWritten() throws IOException {
    Object before = FileStamps.identity(Homes.config(home, "users.json"));

    store.edit(Actor.command("test"), config -> config.withRoles(List.of()));

    assertThat(FileStamps.identity(Homes.config(home, "users.json"))).isEqualTo(before);
    assertThat(Homes.config(home, "users.json.bak")).doesNotExist();
  }

  @Test
  void anInterruptedThreadEditsAllTheSame() {
    Thread.currentThread().interrupt();
    store.edit(Actor.command("test"), config -> config.withRoles(List.of()));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.current().roles()).isEmpty();
  }

  private List<ConfigProblem> errors() {
    return ConfigChecks.errorsOf(store.problems());
  }

  private String settings() throws IOException {
    return Files.readString(Homes.config(home, "settings.json"));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(Homes.config(home, file), text);
  }
}
