package io.routerly.store.file;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon thread that looks for changes made by hand and at the disk's health. */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long POLL_MS = 400;
  private static final long PROBE_MS = 1000;

  private final ScheduledExecutorService thread;

  Housekeeping(FileConfigStore config, FileUsageStore usage) {
    thread = DaemonThreads.one("routerly-home");
    every(POLL_MS, config::poll);
    every(
        PROBE_MS,
        () -> {
          config.probe();
          usage.probe();
          usage.writeCheckpointIfDue();
        });
  }

  private void every(long milliseconds, Runnable task) {
    var unused =
        thread.scheduleWithFixedDelay(
            () -> guarded(task), milliseconds, milliseconds, TimeUnit.MILLISECONDS);
  }

  /** An exception that got out would end the repetition without a word. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("looking after the home failed; it will be tried again", e);
    }
  }

  @Override
  public void close() {
    DaemonThreads.end(thread);
  }
}
