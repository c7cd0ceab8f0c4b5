package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process owns a home, seen from a second process. */
final class HomeLockTest {
  private final Path home;

  HomeLockTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void anotherProcessKeepsTheHomeUntilItEnds() throws Exception {
    Process other = startOther();
    try {
      assertThat(firstLineOf(other)).isEqualTo("opened");
      assertThatThrownBy(() -> Homes.open(home))
          .isInstanceOf(HomeRefusedException.class)
          .hasMessageContaining(home.toString())
          .hasMessageContaining("in use by process " + other.pid());
    } finally {
      other.destroyForcibly();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    Homes.open(home).close();
  }

  @Test
  void theFileTellsWhoOwnsTheHomeAndWhereItListens() throws IOException {
    FileHome opened = Homes.open(home);
    opened.listensAt(URI.create("http://127.0.0.1:3100"));

    assertThat(home.resolve(".lock"))
        .content()
        .matches(
            "process " + ProcessHandle.current().pid() + ", since .*, at http://127.0.0.1:3100\n");
    opened.close();
  }

  private Process startOther() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            home.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String firstLineOf(Process process) throws IOException {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      return String.valueOf(out.readLine());
    }
  }

  /** The second process: opens the home and keeps it until it is ended. */
  public static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws InterruptedException {
      FileHome opened = Homes.open(Path.of(arguments[0]));
      System.out.println("opened");
      Thread.currentThread().join(TimeUnit.MINUTES.toMillis(2));
      opened.close();
    }
  }
}
