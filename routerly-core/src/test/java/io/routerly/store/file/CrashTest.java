package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.Actor;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every single step of writing fails once, with and without the process's end. */
final class CrashTest {
  private static final int STEPS = 24;

  private final Path folder;

  CrashTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aCrashAtAnyStepLeavesAHomeThatStartsWithOldOrNewState() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      Path home = home(step);
      crash(home, step, CrashTest::addAuditor);
      assertStarts(home, step);
    }
  }

  @Test
  void soDoesACrashWhileRoleAndUserAreTakenAway() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      Path home = home(step);
      try (FileHome opened = Homes.open(home)) {
        opened.config().edit(Actor.command("test"), CrashTest::addAuditor);
      }
      crash(home, step, CrashTest::removeAuditor);
      assertStarts(home, step);
    }
  }

  private static void crash(Path home, int step, UnaryOperator<Configuration> change) {
    StoppingDisk disk = new StoppingDisk();
    try (FileHome opened = open(home, disk)) {
      disk.stepsLeft.set(step);
      disk.crashes = true;
      opened.config().edit(Actor.command("test"), change);
    } catch (StoppingDisk.Crash e) {
      // The process would have ended here.
    }
  }

  private static void assertStarts(Path home, int step) throws IOException {
    try (FileHome again = Homes.open(home)) {
      boolean user = again.config().current().users().size() == 2;
      boolean role = again.config().current().role("auditor").isPresent();
      assertThat(role || !user).as("step %d: no user without a role", step).isTrue();
      try (var left = Files.newDirectoryStream(home.resolve("config"), ".*")) {
        assertThat(left).as("step %d", step).isEmpty();
      }
    }
  }

  @Test
  void aDiskThatRefusesLeavesMemoryAndFilesAsTheyWere() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      Path home = home(step);
      StoppingDisk disk = new StoppingDisk();
      try (FileHome opened = open(home, disk)) {
        FileConfigStore store = withoutHousekeeping(opened);
        Configuration before = store.current();
        disk.stepsLeft.set(step);
        if (edit(store)) {
          continue;
        }
        assertThat(store.current()).as("step %d", step).isSameAs(before);
        assertThat(store.isHealthy()).isFalse();
        disk.stepsLeft.set(Integer.MAX_VALUE);
        store.probe();
        assertThat(store.isHealthy()).isTrue();
        assertThat(edit(store)).isTrue();
      }
      try (FileHome again = Homes.open(home)) {
        assertThat(again.config().current().users()).hasSize(2);
      }
    }
  }

  @Test
  void anEditThatFailsHalfWayIsPutBackOnDiskToo() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      Path home = home(step);
      StoppingDisk disk = new StoppingDisk();
      try (FileHome opened = open(home, disk)) {
        FileConfigStore store = withoutHousekeeping(opened);
        Configuration before = store.current();
        disk.failsOnce = true;
        disk.stepsLeft.set(step);
        if (edit(store)) {
          continue;
        }
        store.poll();
        assertThat(store.current().roles()).as("step %d", step).isEqualTo(before.roles());
        assertThat(store.current().users()).as("step %d", step).isEqualTo(before.users());
      }
    }
  }

  @Test
  void aFileThatIsNewWithAFailedEditIsTakenAway() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      Path home = home(step);
      Files.delete(Homes.config(home, "roles.json"));
      StoppingDisk disk = new StoppingDisk();
      try (FileHome opened = open(home, disk)) {
        FileConfigStore store = withoutHousekeeping(opened);
        disk.failsOnce = true;
        disk.stepsLeft.set(step);
        if (edit(store)) {
          continue;
        }
        assertThat(Homes.config(home, "roles.json")).as("step %d", step).doesNotExist();
        store.poll();
        assertThat(store.current().roles()).as("step %d", step).isEmpty();
      }
      Homes.open(home).close();
    }
  }

  @Test
  void secretsThatCouldNotBeEncryptedAreWhenTheDiskWorksAgain() throws IOException {
    Path home = home(0);
    StoppingDisk disk = new StoppingDisk();
    try (FileHome opened = open(home, disk)) {
      FileConfigStore store = withoutHousekeeping(opened);
      disk.stepsLeft.set(0);
      String clear = ExamplesTest.MODELS.replace("ENCRYPTED:...", "sk-canary");
      Homes.write(home, "models.json", clear);
      store.poll();
      store.probe();
      assertThat(Files.readString(Homes.config(home, "models.json"))).contains("sk-canary");
      assertThat(store.isHealthy()).isFalse();

      disk.stepsLeft.set(Integer.MAX_VALUE);
      assertThat(edit(store)).isTrue();
      store.probe();
      assertThat(Files.readString(Homes.config(home, "models.json")))
          .doesNotContain("sk-canary")
          .contains("ENCRYPTED:");
      assertThat(store.isHealthy()).isTrue();
      assertThat(store.current().models()).hasSize(1);
      assertThat(store.current().users()).hasSize(2);
    }
    Homes.open(home).close();
  }

  @Test
  void aReadOnlyDiskIsNotedWithoutAnEdit() throws IOException {
    try (FileHome opened = Homes.open(home(0))) {
      FileConfigStore store = (FileConfigStore) opened.config();
      Path elsewhere = folder.resolve("elsewhere");
      Files.move(folder.resolve("0/config"), elsewhere);
      store.probe();
      assertThat(store.isHealthy()).isFalse();
      assertThatThrownBy(() -> store.edit(Actor.command("test"), CrashTest::addAuditor))
          .isInstanceOf(GatewayException.class);
      Files.move(elsewhere, folder.resolve("0/config"));
      store.probe();
      assertThat(edit(store)).isTrue();
      assertThat(store.isHealthy()).isTrue();
    }
  }

  /** The thread that looks by itself could take half an edit for one made by hand. */
  private static FileConfigStore withoutHousekeeping(FileHome opened) {
    opened.close();
    return (FileConfigStore) opened.config();
  }

  private static boolean edit(FileConfigStore store) {
    try {
      store.edit(Actor.command("test"), CrashTest::addAuditor);
      return true;
    } catch (GatewayException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
      return false;
    }
  }

  private static Configuration addAuditor(Configuration config) {
    User admin = config.users().get(0);
    User auditor =
        new User("usr_2", "b@example.com", admin.passwordHash(), "auditor", Optional.empty());
    return config
        .withUsers(List.of(admin, auditor))
        .withRoles(List.of(new Role("auditor", List.of("usage:read"))));
  }

  private static Configuration removeAuditor(Configuration config) {
    return config.withUsers(config.users().subList(0, 1)).withRoles(List.of());
  }

  private Path home(int number) throws IOException {
    Path home = folder.resolve(String.valueOf(number));
    if (Files.notExists(home)) {
      ExamplesTest.write(home);
    }
    return home;
  }

  private static FileHome open(Path home, DiskOps disk) {
    return new HomeOpening(Homes.options(home), true, disk).open();
  }
}
