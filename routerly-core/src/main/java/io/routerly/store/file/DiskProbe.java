package io.routerly.store.file;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a disk can be written to, without writing. */
final class DiskProbe {
  /** With less room, the next write may stop half-way. */
  private static final long MIN_FREE_BYTES = 64 * 1024;

  private DiskProbe() {}

  /**
   * Returns false for a path that is gone, read-only for this process, or on a full disk.
   *
   * <p>Some network file systems do not tell their size; they count as having room.
   */
  static boolean isWritable(Path path) {
    File file = path.toFile();
    return Files.isWritable(path)
        && (file.getUsableSpace() >= MIN_FREE_BYTES || file.getTotalSpace() == 0);
  }
}
