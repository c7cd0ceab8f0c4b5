package io.routerly.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.store.SmallState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SmallFileTest {
  private final Path home;

  SmallFileTest(@TempDir Path folder) {
    this.home = folder.resolve("home");
  }

  @Test
  void whatWasWrittenIsThereAfterARestart() throws IOException {
    try (FileHome opened = Homes.open(home)) {
      SmallState state = opened.notificationState();
      assertThat(state.read()).isEmpty();
      state.write("one".getBytes(UTF_8));
      state.write("two".getBytes(UTF_8));
    }
    try (FileHome again = Homes.open(home)) {
      assertThat(again.notificationState().read()).contains("two".getBytes(UTF_8));
    }
    Path file = home.resolve("data").resolve("notifications.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(home.resolve("data")).isDirectoryNotContaining("glob:**.tmp");
  }
}
