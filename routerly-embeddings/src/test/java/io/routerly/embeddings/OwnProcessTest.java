package io.routerly.embeddings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the runtime does to the process that it is loaded into, whatever that was started with. */
class OwnProcessTest {
  /** Application servers are started with command lines of several thousand characters. */
  private static final String LONG_ARGUMENT = "x".repeat(8_000);

  @TempDir private Path folder;

  /** The main class of the other process. */
  static final class Embedding {
    private Embedding() {}

    public static void main(String[] args) {
      System.out.println(new MiniLmEmbedder().embed("Hello").dimensions());
    }
  }

  /** Version 1.29.0 of the runtime told its vendor about the process, and broke it off for that. */
  @Test
  void goesOnAfterALongCommandLineAndIsNotReportedOn() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                Embedding.class.getName(),
                LONG_ARGUMENT));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);

    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said).isEqualToIgnoringWhitespace("384");
    assertThat(Path.of("/tmp", "mat-debug-" + process.pid() + ".log")).doesNotExist();
  }
}
