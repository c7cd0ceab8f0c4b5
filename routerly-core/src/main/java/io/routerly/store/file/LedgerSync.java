package io.routerly.store.file;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The daemon thread that has appended records reach the disk soon, though no caller waits for it.
 * Thread-safe.
 */
final class LedgerSync implements AutoCloseable {
  /** Half of what is promised, as the synchronisation itself takes its time. */
  private static final long DELAY_MS = 100;

  /** What to do. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  private final Task sync;
  private final AtomicBoolean due = new AtomicBoolean();
  private final ScheduledExecutorService thread = DaemonThreads.one("routerly-ledger");

  private volatile boolean failed;

  LedgerSync(Task sync) {
    this.sync = sync;
  }

  /** Asks for a synchronisation of what has been written. */
  void request() {
    if (due.compareAndSet(false, true)) {
      try {
        var unused = thread.schedule(this::run, DELAY_MS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        // Closed: the closing itself synchronises.
      }
    }
  }

  private void run() {
    due.set(false);
    try {
      sync.run();
      failed = false;
    } catch (IOException e) {
      failed = true;
    }
  }

  /** Returns whether the disk refused the last one. */
  boolean hasFailed() {
    return failed;
  }

  @Override
  public void close() {
    DaemonThreads.end(thread);
  }
}
