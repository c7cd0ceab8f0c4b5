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
  private Path path;
  private boolean gone;

  LedgerVolume(Path path) {
    this.path = path;
  }

  /** Opens the file for reading. */
  LedgerFile open() throws IOException {
    lock.lock();
    try {
      if (gone) {
        throw new IOException(path.getFileName() + " was replaced or removed meanwhile");
      }
      return LedgerFile.readOnly(path);
    } finally {
      lock.unlock();
    }
  }

  /** Says that there is another file in its place from now on. */
  void vanish() {
    lock.lock();
    try {
      gone = true;
    } finally {
      lock.unlock();
    }
  }
}
