package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.routing.Trace;
import io.routerly.routing.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace is looked for in the file that has it, and an unknown one in none. */
class TraceFilesTest {
  private static final LocalDate DAY = LocalDate.parse("2026-03-01");
  private static final long PLENTY = 1_000_000_000;

  @TempDir private Path folder;
  private TraceFiles files = new TraceFiles(Path.of("none"), new DiskOps());

  @BeforeEach
  void open() {
    files = new TraceFiles(folder, new DiskOps());
  }

  private void append(LocalDate day, int from, int to) throws IOException {
    List<Trace> traces =
        IntStream.range(from, to).mapToObj(i -> Traces.of("trc_" + i, "proj_a")).toList();
    assertThat(files.append(day, traces, PLENTY)).isEqualTo(traces.size());
  }

  @Test
  void readsNoFileForIdsThatThereAreNot() throws IOException {
    for (int day = 0; day < 3; day++) {
      append(DAY.plusDays(day), day * 1000, day * 1000 + 1000);
    }

    for (int i = 0; i < 500; i++) {
      assertThat(files.find("trc_no" + i)).isEmpty();
    }

    assertThat(files.reads()).isLessThan(15);
  }

  @Test
  void readsTheFileThatHasTheTrace() throws IOException {
    append(DAY, 0, 1000);
    append(DAY.plusDays(1), 1000, 2000);

    for (int i = 0; i < 2000; i += 10) {
      assertThat(files.find("trc_" + i)).isPresent();
    }

    assertThat(files.reads()).isBetween(200, 210);
  }

  @Test
  void findsWhatWasAddedSinceTheLastLook() throws IOException {
    assertThat(files.find("trc_5000")).isEmpty();
    for (int from = 0; from < 6000; from += 500) {
      append(DAY, from, from + 500);
      assertThat(files.find("trc_" + from)).isPresent();
      assertThat(files.find("trc_" + (from + 499))).isPresent();
      assertThat(files.find("trc_0")).isPresent();
    }
  }

  @Test
  void findsWhatFollowsATornLineThatWasLookedAtBefore() throws IOException {
    append(DAY, 0, 2);
    Path file = folder.resolve(DAY + ".jsonl");
    Files.writeString(file, "{\"traceId\":\"trc_to", StandardOpenOption.APPEND);
    assertThat(files.find("trc_1")).isPresent();

    append(DAY, 2, 4);

    assertThat(files.find("trc_2")).isPresent();
    assertThat(files.find("trc_3")).isPresent();
  }

  @Test
  void looksAnewAtAFileThatIsAnotherOne() throws IOException {
    append(DAY, 0, 100);
    assertThat(files.find("trc_1")).isPresent();
    Files.delete(folder.resolve(DAY + ".jsonl"));
    assertThat(files.find("trc_1")).isEmpty();

    append(DAY, 100, 120);

    assertThat(files.find("trc_100")).isPresent();
    assertThat(files.find("trc_1")).isEmpty();
  }
}
