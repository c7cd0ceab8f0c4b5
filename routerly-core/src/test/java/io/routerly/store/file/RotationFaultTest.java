package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.UsageRecord;
import io.routerly.store.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed, or a disk that refuses, at each step of the archiving. */
final class RotationFaultTest {
  private static final ArchiveLimits GZIP = new ArchiveLimits(true, Optional.empty());
  private static final int MORE_THAN_ALL_STEPS = 30;

  private final Path folder;

  RotationFaultTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aKillAtAnyStepLosesAndDoublesNothing() throws IOException {
    int step = 0;
    boolean died;
    do {
      step++;
      died = recoversAfterDying(step, false);
      died |= recoversAfterDying(step, true);
    } while (died);
    assertThat(step).isGreaterThan(16);
  }

  private boolean recoversAfterDying(int step, boolean done) throws IOException {
    Months months = new Months(Files.createDirectory(folder.resolve(step + "-" + done)));
    boolean died = dies(months, new FaultyDisk(step, done, true));
    try (FileUsageStore again = months.open()) {
      again.careForArchives(GZIP);
      assertIds(again, 3);
      months.append(again, "use_4");
      assertIds(again, 4);
    }
    return died;
  }

  /** Lets a month go over; returns whether the process was killed on the way. */
  private static boolean dies(Months months, FaultyDisk disk) throws IOException {
    FileUsageStore store = months.open(disk);
    append(store, 3);
    months.at(Months.NOVEMBER);
    disk.armed = true;
    try {
      store.rotateIfDue();
      store.careForArchives(GZIP);
      disk.armed = false;
      store.close();
      return false;
    } catch (Killed e) {
      return true; // Nothing of the process is left but its files.
    }
  }

  @Test
  void aDiskThatRefusesAnyStepDelaysNothingButTheArchiving() throws IOException {
    for (int step = 1; step < MORE_THAN_ALL_STEPS; step++) {
      for (boolean done : new boolean[] {false, true}) {
        Months months = new Months(Files.createDirectory(folder.resolve(step + "-" + done)));
        FaultyDisk disk = new FaultyDisk(step, done, false);
        try (FileUsageStore store = months.open(disk)) {
          append(store, 3);
          months.at(Months.NOVEMBER);
          disk.armed = true;
          store.rotateIfDue();
          store.careForArchives(GZIP);
          months.append(store, "use_4");
          assertIds(store, 4);
          months.at(Months.NOVEMBER.plusSeconds(90));
          store.rotateIfDue();
          store.careForArchives(GZIP);
          assertIds(store, 4);
          assertThat(store.problems()).isEmpty();
        }
        try (FileUsageStore again = months.open()) {
          assertIds(again, 4);
        }
      }
    }
  }

  @Test
  void aDiskThatRefusesAllIsToldOf() throws IOException {
    Months months = new Months(folder);
    FaultyDisk disk = new FaultyDisk(1, false, false);
    disk.always = true;
    try (FileUsageStore store = months.open(disk)) {
      append(store, 1);
      months.at(Months.NOVEMBER);
      disk.armed = true;
      store.rotateIfDue();
      assertThat(store.problems()).singleElement().asString().contains("cannot be moved");
      append(store, 1);
      disk.armed = false;
    }
  }

  private static void append(FileUsageStore store, int count) {
    for (int i = 1; i <= count; i++) {
      store.append(Records.record("use_" + i, Months.OCTOBER));
    }
  }

  private static void assertIds(FileUsageStore store, int count) {
    List<String> wanted = IntStream.rangeClosed(1, count).mapToObj(i -> "use_" + i).toList();
    assertThat(Months.all(store)).extracting(UsageRecord::id).containsExactlyElementsOf(wanted);
  }

  /** What a kill is: no code runs after it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Fails at one step, before or after it was done. */
  private static final class FaultyDisk extends DiskOps {
    private final int failing;
    private final boolean done;
    private final boolean kills;
    private boolean armed;
    private boolean always;
    private int steps;

    FaultyDisk(int failing, boolean done, boolean kills) {
      this.failing = failing;
      this.done = done;
      this.kills = kills;
    }

    private void step(LedgerVolume.Step step) throws IOException {
      boolean fails = armed && (++steps == failing || always);
      if (!fails || done) {
        step.run();
      }
      if (fails && kills) {
        throw new Killed();
      } else if (fails) {
        throw new IOException("input/output error");
      }
    }

    @Override
    void create(Path file) throws IOException {
      step(() -> super.create(file));
    }

    @Override
    void write(Path file, byte[] content) throws IOException {
      step(() -> super.write(file, content));
    }

    @Override
    void move(Path from, Path to) throws IOException {
      step(() -> super.move(from, to));
    }

    @Override
    void delete(Path file) throws IOException {
      step(() -> super.delete(file));
    }

    @Override
    void syncFolder(Path path) throws IOException {
      step(() -> super.syncFolder(path));
    }

    @Override
    void makeFolder(Path path) throws IOException {
      step(() -> super.makeFolder(path));
    }
  }
}
