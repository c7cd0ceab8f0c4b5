package io.routerly.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.routing.Trace;
import io.routerly.routing.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces on the disk: kept for some days and within bounds, and never in anybody's way. */
final class FileTraceStoreTest {
  private static final long PLENTY = 1_000_000;

  private final Path folder;
  private final Disk disk = new Disk();
  private final Day clock = new Day();
  private volatile FileTraceStore.Limits limits = new FileTraceStore.Limits(7, PLENTY);
  private final FileTraceStore store;

  FileTraceStoreTest(@TempDir Path home) {
    this.folder = home.resolve("traces");
    this.store = new FileTraceStore(folder, disk, clock, () -> limits);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** A clock that is set from day to day. */
  private static final class Day extends Clock {
    private volatile Instant now = Homes.NOW;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** A disk that can be full. */
  private static final class Disk extends DiskOps {
    private volatile boolean full;

    @Override
    void appendLines(Path file, byte[] lines, int length) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      super.appendLines(file, lines, length);
    }
  }

  private Path today() {
    return folder.resolve("2026-03-01.jsonl");
  }

  private void append(String... ids) {
    Stream.of(ids).forEach(id -> store.append(Traces.of(id, "proj_a")));
    store.write();
  }

  @Test
  void givesBackWhatItTook() throws IOException {
    store.append(Traces.full("trc_full"));
    append("trc_other");

    assertThat(store.get("trc_full")).hasValue(Traces.full("trc_full"));
    assertThat(store.get("trc_none")).isEmpty();
    assertThat(store.get("../x")).isEmpty();
    assertThat(Files.readAllLines(today())).hasSize(2);
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    append("trc_a");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(today())))
        .isEqualTo("rw-------");
  }

  @Test
  void findsTheTracesOfEarlierDaysAndForgetsThemInTheEnd() {
    append("trc_a");
    clock.pass(Duration.ofDays(6));
    append("trc_b");
    assertThat(store.get("trc_a")).isPresent();

    clock.pass(Duration.ofDays(1));
    append("trc_c");

    assertThat(store.get("trc_a")).isEmpty();
    assertThat(store.get("trc_b")).isPresent();
    assertThat(today()).doesNotExist();
  }

  @Test
  void leavesFilesThatAreNotItsOwn() throws IOException {
    append("trc_a");
    Files.writeString(folder.resolve("notes.jsonl"), "mine");
    clock.pass(Duration.ofDays(30));
    append("trc_b");

    assertThat(folder.resolve("notes.jsonl")).exists();
    assertThat(today()).doesNotExist();
  }

  @Test
  void keepsNothingForNoDays() {
    append("trc_a");
    limits = new FileTraceStore.Limits(0, PLENTY);
    append("trc_b");

    assertThat(folder).isEmptyDirectory();
    assertThat(store.get("trc_b")).isEmpty();
  }

  @Test
  void stopsWhereTheDayIsFullAndGoesOnTheNextDay() throws IOException {
    append("trc_a", "trc_b");
    long two = Files.size(today());
    limits = new FileTraceStore.Limits(7, two + two / 2);

    append("trc_c", "trc_d");
    append("trc_e");
    assertThat(Files.size(today())).isLessThanOrEqualTo(two + two / 2);
    assertThat(store.get("trc_c")).isPresent();
    assertThat(store.get("trc_d")).isEmpty();
    assertThat(store.get("trc_e")).isEmpty();

    clock.pass(Duration.ofDays(1));
    append("trc_f");
    assertThat(store.get("trc_f")).isPresent();
  }

  @Test
  void survivesATornTail() throws IOException {
    append("trc_a");
    Files.writeString(today(), "{\"traceId\":\"trc_torn\",\"ti", StandardOpenOption.APPEND);
    append("trc_b");

    assertThat(store.get("trc_torn")).isEmpty();
    assertThat(store.get("trc_a")).isPresent();
    assertThat(store.get("trc_b")).isPresent();
    assertThat(Files.readAllLines(today())).hasSize(3);
  }

  @Test
  void goesOnWhenTheDiskDoes() {
    disk.full = true;
    append("trc_a");
    disk.full = false;
    append("trc_b");

    assertThat(store.get("trc_a")).isEmpty();
    assertThat(store.get("trc_b")).isPresent();
  }

  @Test
  void dropsTheOldestWhenTheyComeTooFast() {
    Trace[] all =
        IntStream.range(0, FileTraceStore.QUEUE * 4)
            .mapToObj(i -> Traces.of("trc_" + i, "proj_a"))
            .toArray(Trace[]::new);
    FileTraceStore slow =
        new FileTraceStore(
            folder,
            disk,
            clock,
            () -> {
              throw new IllegalStateException("nothing is written yet");
            });
    Stream.of(all).forEach(slow::append);
    slow.close();
    assertThat(slow.waiting()).isEqualTo(FileTraceStore.QUEUE);
    assertThat(slow.lost()).isEqualTo(FileTraceStore.QUEUE * 3L);
  }

  @Test
  void tellsTheLatestOfAProjectFromDayToDay() {
    append("trc_a", "trc_b");
    store.append(Traces.of("trc_other", "proj_b"));
    clock.pass(Duration.ofDays(1));
    append("trc_c", "trc_d");

    assertThat(latest(9)).containsExactly("trc_a", "trc_b", "trc_c", "trc_d");
    assertThat(latest(3)).containsExactly("trc_b", "trc_c", "trc_d");
    assertThat(latest(1)).containsExactly("trc_d");
    assertThat(store.latest("proj_c", 9, Trace::traceId)).isEmpty();
  }

  private List<String> latest(int most) {
    return store.latest("proj_a", most, Trace::traceId);
  }

  @Test
  void readsLinesAcrossItsBufferAndPassesOverOnesThatAreNone() throws IOException {
    append("trc_a");
    String other = Files.readString(today(), UTF_8).replace("trc_a", "trc_%06d");
    StringBuilder many = new StringBuilder("no trace\n{}\n" + "x".repeat(5_000_000) + "\n");
    IntStream.range(0, 5_000).forEach(i -> many.append(other.formatted(i)));
    Files.writeString(today(), many, UTF_8);

    assertThat(store.get("trc_000000")).isPresent();
    assertThat(store.get("trc_004999")).isPresent();
    assertThat(store.latest("proj_a", 100_000, Trace::traceId)).hasSize(5_000);
  }
}
