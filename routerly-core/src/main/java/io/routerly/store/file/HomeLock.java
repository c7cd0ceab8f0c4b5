package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One process's ownership of a home, from {@link #take} to {@link #close}.
 *
 * <p>The operating system's lock dies with the process, so a crash leaves nothing to clean up. It
 * also ends when the process closes any handle of the same file; that is why a second opening
 * within this JVM, be it by another web application, is noticed before the file is touched, in the
 * one place that all class loaders share: the system properties.
 */
final class HomeLock implements AutoCloseable {
  private final RandomAccessFile file;
  private final FileLock lock;
  private final String property;
  private final String holder;

  private HomeLock(RandomAccessFile file, FileLock lock, String property, String holder) {
    this.file = file;
    this.lock = lock;
    this.property = property;
    this.holder = holder;
  }

  /**
   * Takes the lock.
   *
   * @throws HomeRefusedException if someone else has it
   */
  static HomeLock take(HomeLayout layout, Instant now) throws IOException {
    String property = "routerly.lock." + layout.home().toRealPath();
    if (System.getProperties().putIfAbsent(property, "held") != null) {
      throw refused(layout, "this same process has opened it already");
    }
    try {
      return take(layout, property, now);
    } catch (IOException | RuntimeException e) {
      System.getProperties().remove(property);
      throw e;
    }
  }

  private static HomeLock take(HomeLayout layout, String property, Instant now) throws IOException {
    RandomAccessFile file = open(layout.lock());
    FileLock lock = file.getChannel().tryLock();
    if (lock == null) {
      String holder = read(file);
      file.close();
      throw refused(layout, "it is in use by " + holder);
    }
    String holder = "process " + ProcessHandle.current().pid() + ", since " + now;
    write(file, holder);
    return new HomeLock(file, lock, property, holder);
  }

  /** Tells others on this machine where the owner of the home listens. */
  void tell(URI address) throws IOException {
    write(file, holder + ", at " + address);
  }

  private static void write(RandomAccessFile file, String text) throws IOException {
    file.setLength(0);
    file.seek(0);
    file.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static RandomAccessFile open(Path path) throws IOException {
    if (Files.notExists(path)) {
      new DiskOps().create(path);
    }
    return new RandomAccessFile(path.toFile(), "rw");
  }

  private static String read(RandomAccessFile file) throws IOException {
    byte[] text = new byte[200];
    int length = file.read(text);
    String holder = new String(text, 0, Math.max(0, length), StandardCharsets.UTF_8).strip();
    return holder.isEmpty() ? "another process" : holder;
  }

  private static HomeRefusedException refused(HomeLayout layout, String why) {
    return new HomeRefusedException(
        layout.home(),
        List.of(
            new ConfigProblem(
                ".lock",
                "",
                why
                    + ". One process owns a home: stop the other one, or give this one another"
                    + " folder by ROUTERLY_HOME",
                Severity.ERROR)));
  }

  @Override
  public void close() throws IOException {
    try (FileChannel channel = file.getChannel()) {
      if (channel.isOpen()) {
        lock.release();
      }
    } finally {
      file.close();
      System.getProperties().remove(property);
    }
  }
}
