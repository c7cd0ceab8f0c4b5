package io.routerly.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a disk can be written to, without writing. */
final class DiskProbe {
  /** With less room, the next write may stop half-way. */
  private static final long MIN_FREE_BYTES = 64 * 1024;

  private DiskProbe() {}

  /** Returns false for a path that is gone, read-only for this process, or on a full disk. */
  static boolean isWritable(Path path) {
    try {
      return Files.isWritable(path) && Files.getFileStore(path).getUsableSpace() >= MIN_FREE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }
}
