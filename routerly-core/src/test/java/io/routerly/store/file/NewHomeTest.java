package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.Actor;
import io.routerly.domain.Role;
import io.routerly.store.Queries;
import io.routerly.store.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewHomeTest {
  private final Path folder;

  NewHomeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void anEmptyFolderGetsTheFilesOfANewHome() throws IOException {
    Path home = folder.resolve("deep/home");

    try (FileHome opened = Homes.open(home)) {
      assertThat(opened.config().current().settings().port()).isEqualTo(3000);
      assertThat(opened.config().current().settings().setupCompletedAt()).isEmpty();
      assertThat(opened.config().current().users()).isEmpty();
      assertThat(opened.config().problems()).isEmpty();
      assertThat(opened.path()).isEqualTo(home);
    }
    assertThat(Files.readString(Homes.config(home, "secret"))).matches("[0-9a-f]{64}\n");
    assertThat(Files.readString(Homes.usage(home))).isEqualTo("[\n]\n");
    assertThat(Files.readString(Homes.config(home, "settings.json"))).contains("\"port\": 3000");
  }

  @Test
  void filesAreForTheirOwnerAlone() throws IOException {
    try (FileHome opened = Homes.open(folder.resolve("home"));
        Stream<Path> all = Files.walk(opened.path())) {
      for (Path path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void loosePermissionsAreRepairedWithAWarning() throws IOException {
    Homes.open(folder).close();
    Path secret = Homes.config(folder, "secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));

    try (FileHome opened = Homes.open(folder)) {
      assertThat(opened.config().problems()).singleElement().asString().contains("config/secret");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
  }

  @Test
  void anEmptyFolderThatOthersMayReadIsKeptFromThemWithoutAWord() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    try (FileHome opened = Homes.open(folder)) {
      assertThat(opened.config().problems()).isEmpty();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderThatHoldsOtherThingsIsRefusedAndStaysOpenToOthers() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(folder.resolve("notes.txt"), "of someone else");

    assertThatThrownBy(() -> Homes.open(folder))
        .isInstanceOf(HomeRefusedException.class)
        .hasMessageContaining("it holds \"notes.txt\"")
        .hasMessageContaining("ROUTERLY_HOME");
    assertThat(FileHome.check(Homes.options(folder)).toString()).contains("notes.txt");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwxrwxrwx");
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries).hasSize(1);
    }
  }

  @Test
  void aHomeWithOtherThingsBesideItsOwnIsAHomeStill() throws IOException {
    Homes.open(folder).close();
    Files.writeString(folder.resolve("notes.txt"), "of its owner");

    Homes.open(folder).close();
  }

  @Test
  void aNewVolumeOrAnInstallersFolderBecomesAHome() throws IOException {
    Files.createDirectory(folder.resolve("lost+found"));
    Files.createDirectory(folder.resolve("app"));

    Homes.open(folder).close();
  }

  @Test
  void noThreadIsLeftWhenItIsClosed() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    FileHome opened = Homes.open(folder);
    opened.usage().append(Records.record("use_1"));
    List<Thread> ours =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            .filter(thread -> thread.getName().startsWith("routerly-"))
            .toList();
    opened.close();

    assertThat(ours).isNotEmpty().noneMatch(Thread::isAlive);
  }

  @Test
  void aSecondOpeningIsRefusedUntilTheFirstIsClosed() {
    try (FileHome first = Homes.open(folder)) {
      assertThat(first.config().isHealthy()).isTrue();
      assertThatThrownBy(() -> Homes.open(folder))
          .isInstanceOf(HomeRefusedException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("ROUTERLY_HOME");
      assertThatThrownBy(() -> Homes.open(folder)).isInstanceOf(HomeRefusedException.class);
    }
    Homes.open(folder).close();
  }

  @Test
  void aSymlinkedHomeIsTheSameHome() throws IOException {
    Path link =
        Files.createSymbolicLink(
            folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
    try (FileHome opened = Homes.open(link)) {
      opened
          .config()
          .edit(Actor.command("test"), c -> c.withRoles(List.of(new Role("x", List.of()))));
      assertThatThrownBy(() -> Homes.open(folder.resolve("real")))
          .isInstanceOf(HomeRefusedException.class);
    }
    assertThat(folder.resolve("real/config/roles.json")).exists();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void leftOverTemporaryFilesAreRemoved() throws IOException {
    Homes.open(folder).close();
    Path left = Files.writeString(folder.resolve("config/.users.json.tmp"), "[{");

    Homes.open(folder).close();

    assertThat(left).doesNotExist();
  }

  @Test
  void recordsAreThereAgainAfterARestart() {
    try (FileHome opened = Homes.open(folder)) {
      opened.usage().append(Records.record("use_1"));
      opened.usage().append(Records.record("use_2"));
    }
    try (FileHome opened = Homes.open(folder)) {
      assertThat(opened.usage().find(Queries.all()).items())
          .containsExactly(Records.record("use_2"), Records.record("use_1"));
    }
  }
}
