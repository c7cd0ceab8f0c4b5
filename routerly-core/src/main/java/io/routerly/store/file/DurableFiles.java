package io.routerly.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Replaces whole files so that a crash at any moment leaves the old version or the new one.
 *
 * <p>One writer at a time, which the home's lock and the stores' locks see to.
 */
final class DurableFiles {
  private final DiskOps disk;

  DurableFiles(DiskOps disk) {
    this.disk = disk;
  }

  Optional<byte[]> read(Path file) throws IOException {
    return disk.read(file);
  }

  /**
   * Replaces a file.
   *
   * @param previous what is to lie beside it as {@code .bak}; empty leaves that as it is
   */
  void replace(Path file, byte[] content, Optional<byte[]> previous) throws IOException {
    Path temporary = HomeLayout.temporary(file);
    disk.write(temporary, content);
    if (previous.isPresent()) {
      swapIn(HomeLayout.backup(file), previous.get());
    }
    disk.move(temporary, file);
    disk.syncFolder(folderOf(file));
  }

  /** Gives a file the name of another one of its folder, in whose place it stands from then on. */
  void move(Path from, Path to) throws IOException {
    disk.move(from, to);
    disk.syncFolder(folderOf(to));
  }

  /** Removes a file, if it is there. */
  void delete(Path file) throws IOException {
    disk.delete(file);
    disk.syncFolder(folderOf(file));
  }

  /** Makes sure that the disk takes a new file of that size, in the given folder. */
  void probe(Path folder) throws IOException {
    Path probe = probeIn(folder);
    try {
      disk.write(probe, new byte[4096]);
    } finally {
      disk.delete(probe);
    }
  }

  static Path probeIn(Path folder) {
    return folder.resolve(".probe.tmp");
  }

  private void swapIn(Path file, byte[] content) throws IOException {
    Path temporary = HomeLayout.temporary(file);
    disk.write(temporary, content);
    disk.move(temporary, file);
  }

  static Path folderOf(Path file) {
    Path folder = file.getParent();
    return folder == null ? Path.of(".") : folder;
  }
}
