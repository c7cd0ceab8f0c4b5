package io.routerly.store.file;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The threads that look after an open home. */
final class DaemonThreads {
  /** A thread that hangs in a disk's driver must not hold up the end of the application. */
  private static final long PATIENCE_SECONDS = 3;

  private DaemonThreads() {}

  /** Returns an executor with a single thread that does not keep the process alive. */
  static ScheduledExecutorService one(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread made = new Thread(task, name);
          made.setDaemon(true);
          return made;
        });
  }

  /** Stops the thread and waits for its end, so that an application server finds none left. */
  static void end(ScheduledExecutorService executor) {
    executor.shutdownNow();
    try {
      var unused = executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
