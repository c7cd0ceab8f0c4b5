package io.routerly.store.file;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The steps that durable writing consists of; tests let single steps fail.
 *
 * <p>Files are made 0600 and folders 0700 where the file system knows permissions. Uses streams
 * rather than channels, because a channel is closed for good when its thread is interrupted.
 */
class DiskOps {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** Returns the contents, or empty if there is no such file. */
  Optional<byte[]> read(Path file) throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return Optional.of(in.readAllBytes());
    }
  }

  /** Makes an empty file, unless there is one. */
  void create(Path file) throws IOException {
    try {
      Files.createFile(file, attributes("rw-------"));
    } catch (FileAlreadyExistsException e) {
      restrict(file, "rw-------");
    }
  }

  /** Writes a new or existing file and has it reach the disk. */
  void write(Path file, byte[] content) throws IOException {
    create(file);
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
  }

  /**
   * Adds lines to a new or existing file; one that was not written to its end, as after a crash, is
   * ended before them.
   *
   * @param length how many of the bytes are to be written
   */
  void appendLines(Path file, byte[] lines, int length) throws IOException {
    create(file);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      long end = out.length();
      boolean torn = end > 0 && !endsWithLine(out, end);
      out.seek(end);
      if (torn) {
        out.write('\n');
      }
      out.write(lines, 0, length);
    }
  }

  private static boolean endsWithLine(RandomAccessFile file, long end) throws IOException {
    file.seek(end - 1);
    return file.read() == '\n';
  }

  /** Opens a file that is there for reading and writing in places. */
  LedgerFile open(Path file) throws IOException {
    return LedgerFile.existing(file);
  }

  /** Gives a file another name, in one step for all who look. */
  void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Has the names in a folder reach the disk. */
  void syncFolder(Path folder) throws IOException {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes("rwx------"));
    }
  }

  /** Returns whether others than the owner may do anything with a file or folder. */
  static boolean isLoose(Path path) throws IOException {
    try {
      return POSIX
          && !PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).endsWith("------");
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  static void restrict(Path path, String permissions) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
