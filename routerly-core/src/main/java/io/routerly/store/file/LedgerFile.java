package io.routerly.store.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The file under a ledger, open for reading and writing; tests let single steps fail.
 *
 * <p>A {@code RandomAccessFile}, because a channel is closed for good when a thread that uses it is
 * interrupted. One thread at a time, but for {@link #sync}.
 */
class LedgerFile implements AutoCloseable {
  /**
   * The JDK takes memory of the process for each read, and for larger ones new memory each time.
   */
  private static final int SLICE = 1 << 16;

  private final RandomAccessFile file;

  LedgerFile(Path path, String mode) throws IOException {
    file = new RandomAccessFile(path.toFile(), mode);
  }

  LedgerFile(Path path) throws IOException {
    this(path, "rw");
  }

  /**
   * Opens a file for writing that has to be there already.
   *
   * @throws NoSuchFileException if it is not
   */
  static LedgerFile existing(Path path) throws IOException {
    if (Files.notExists(path)) {
      throw new NoSuchFileException(path.toString(), null, "the file has disappeared");
    }
    return new LedgerFile(path);
  }

  static LedgerFile readOnly(Path path) throws IOException {
    return new LedgerFile(path, "r");
  }

  /** Writes a stretch of bytes, beginning at a position of the file. */
  void write(long position, byte[] bytes, int offset, int length) throws IOException {
    file.seek(position);
    file.write(bytes, offset, length);
  }

  /** Reads as many bytes as there are, up to {@code length}, and returns how many. */
  int read(long position, byte[] bytes, int offset, int length) throws IOException {
    file.seek(position);
    int count = 0;
    while (count < length) {
      int more = file.read(bytes, offset + count, Math.min(SLICE, length - count));
      if (more < 0) {
        break;
      }
      count += more;
    }
    return count;
  }

  long length() throws IOException {
    return file.length();
  }

  void truncate(long length) throws IOException {
    file.setLength(length);
  }

  /** Has everything written so far reach the disk. */
  void sync() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
