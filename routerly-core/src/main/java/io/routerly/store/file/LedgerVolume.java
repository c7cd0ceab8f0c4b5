package io.routerly.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One file of the ledger, wherever it lies at present: it may get another name while someone holds
 * a snapshot of it. Thread-safe.
 */
final class LedgerVolume {
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Path path;
  private boolean gone;

  LedgerVolume(Path path) {
    this.path = path;
  }

  /** A step after which the file lies elsewhere. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Opens the file for reading. */
  LedgerFile open() throws IOException {
    lock.lock();
    try {
      if (gone) {
        throw new IOException(path.getFileName() + " was replaced or removed meanwhile");
      }
      return GzipLedger.isZipped(path) ? new GzipLedger(path) : LedgerFile.readOnly(path);
    } finally {
      lock.unlock();
    }
  }

  /** Takes a step after which the file lies elsewhere; nobody opens it in between. */
  void relocate(Path to, Step step) throws IOException {
    lock.lock();
    try {
      step.run();
      path = to;
    } finally {
      lock.unlock();
    }
  }

  Path path() {
    return path;
  }

  /** Says that there is nothing or another file in its place from now on. */
  void vanish() {
    lock.lock();
    try {
      gone = true;
    } finally {
      lock.unlock();
    }
  }
}
