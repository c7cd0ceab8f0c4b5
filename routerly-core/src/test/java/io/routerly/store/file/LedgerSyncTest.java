package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.store.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records reach the disk though nobody waits for it. */
final class LedgerSyncTest {
  private final HomeLayout layout;

  LedgerSyncTest(@TempDir Path home) throws IOException {
    layout = new HomeLayout(home);
    new HomeFolders(layout, new DiskOps()).make();
    FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>()).close();
  }

  @Test
  void everyAppendIsFollowedByASynchronisation() throws Exception {
    CountingFile file = new CountingFile(layout.usage());
    try (FileUsageStore store = onFile(file)) {
      for (int i = 0; i < 3; i++) {
        store.append(Records.record("use_" + i));
        assertThat(file.synced.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void closingSynchronisesWhatIsLeft() throws Exception {
    CountingFile file = new CountingFile(layout.usage());
    FileUsageStore store = onFile(file);
    store.append(Records.record("use_1"));
    store.close();

    assertThat(file.synced.tryAcquire()).isTrue();
  }

  @Test
  void aDiskThatDoesNotSynchroniseIsNotHealthyUntilItDoesAgain() throws Exception {
    CountingFile file = new CountingFile(layout.usage());
    try (FileUsageStore store = onFile(file)) {
      file.broken = true;
      store.append(Records.record("use_1"));
      assertThat(file.synced.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      awaitHealth(store, false);
      file.broken = false;
      awaitHealth(store, true);
    }
  }

  /** The outcome is known a moment after the attempt. */
  private static void awaitHealth(FileUsageStore store, boolean wanted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (store.isHealthy() != wanted && System.nanoTime() < deadline) {
      store.probe();
      Thread.onSpinWait();
    }
    assertThat(store.isHealthy()).isEqualTo(wanted);
  }

  private FileUsageStore onFile(LedgerFile file) throws IOException {
    return Ledgers.onFile(layout, file);
  }

  /** Counts the synchronisations, or refuses them. */
  private static final class CountingFile extends LedgerFile {
    private final Semaphore synced = new Semaphore(0);
    private volatile boolean broken;

    CountingFile(Path path) throws IOException {
      super(path);
    }

    @Override
    void sync() throws IOException {
      synced.release();
      if (broken) {
        throw new IOException("input/output error");
      }
      super.sync();
    }
  }
}
