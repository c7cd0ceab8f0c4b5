package io.routerly.store.file;

import io.routerly.store.SmallState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A small piece of state as a file of its own, replaced in one step. */
final class SmallFile implements SmallState {
  /** What is larger than this was not written by us. */
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private final Path file;
  private final DiskOps disk;

  SmallFile(Path file, DiskOps disk) {
    this.file = file;
    this.disk = disk;
  }

  @Override
  public Optional<byte[]> read() throws IOException {
    Optional<byte[]> content = disk.read(file);
    if (content.isPresent() && content.get().length > MOST_BYTES) {
      throw new IOException("it is larger than " + MOST_BYTES + " bytes");
    }
    return content;
  }

  @Override
  public void write(byte[] content) throws IOException {
    new DurableFiles(disk).replace(file, content, Optional.empty());
  }
}
