package io.routerly.store.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.routerly.domain.AuditEntry;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.AuditFilter;
import io.routerly.store.AuditPage;
import io.routerly.store.AuditStore;
import io.routerly.store.binding.RecordWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the audit log in {@code data/audit.json}, a JSON array with one entry on each line that is
 * whole after every write.
 *
 * <p>A file that has grown large, or that something else has damaged, goes to {@code data/archive/}
 * as it is, and a new one begins: nothing that was told is ever changed or removed.
 */
final class AuditFile implements AuditStore {
  private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);
  private static final long MOST_BYTES = 16L << 20;
  private static final byte[] OPENING = "[\n".getBytes(US_ASCII);
  private static final byte[] BETWEEN = ",\n".getBytes(US_ASCII);
  private static final byte[] CLOSING = "\n]\n".getBytes(US_ASCII);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

  private final HomeLayout layout;
  private final DiskOps disk;
  private final Clock clock;
  private final long mostBytes;
  private final RecordWriter writer = new RecordWriter(false);
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock: where the last entry ends; 0 while there is no file. */
  private long end;

  private AuditFile(HomeLayout layout, DiskOps disk, Clock clock, long mostBytes) {
    this.layout = layout;
    this.disk = disk;
    this.clock = clock;
    this.mostBytes = mostBytes;
  }

  static AuditFile open(HomeLayout layout, DiskOps disk, Clock clock) throws IOException {
    return open(layout, disk, clock, MOST_BYTES);
  }

  /**
   * @param mostBytes the size from which on the file goes to the archive
   */
  static AuditFile open(HomeLayout layout, DiskOps disk, Clock clock, long mostBytes)
      throws IOException {
    AuditFile file = new AuditFile(layout, disk, clock, mostBytes);
    file.settle();
    return file;
  }

  @Override
  public void append(List<AuditEntry> entries) {
    lock.lock();
    try {
      if (end > 0 && !hasLength(end + CLOSING.length)) {
        settle();
      }
      if (end > mostBytes) {
        archive();
      }
      write(entries);
    } catch (IOException e) {
      throw unavailable("written", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public AuditPage read(AuditFilter filter, int offset, int limit) {
    AuditSearch search = new AuditSearch(filter, offset, limit);
    try {
      search.in(present());
      for (Path file : archives()) {
        search.in(Files.readAllBytes(file));
      }
      return search.page();
    } catch (IOException e) {
      throw unavailable("read", e);
    }
  }

  private byte[] present() throws IOException {
    lock.lock();
    try {
      return disk.read(layout.audit()).orElse(new byte[0]);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the files of the past, newest first. */
  private List<Path> archives() throws IOException {
    if (!Files.isDirectory(layout.archive())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(layout.archive())) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("audit-.*\\.json"))
          .sorted((a, b) -> b.compareTo(a))
          .toList();
    }
  }

  /** Finds out where the file ends; one that is not whole goes to the archive. */
  private void settle() throws IOException {
    Optional<byte[]> text = disk.read(layout.audit());
    end = 0;
    if (text.isEmpty()) {
      return;
    }
    end = (long) text.get().length - CLOSING.length;
    if (!new AuditLines(text.get()).isSound()) {
      Path moved = archive();
      LOG.warn("data/audit.json was not whole; it is now {}, and a new one begins", moved);
    }
  }

  private Path archive() throws IOException {
    disk.makeFolder(layout.archive());
    String stamp = STAMP.format(clock.instant());
    Path target = archived(stamp, 0);
    for (int i = 1; Files.exists(target); i++) {
      target = archived(stamp, i);
    }
    disk.move(layout.audit(), target);
    disk.syncFolder(layout.archive());
    disk.syncFolder(layout.data());
    end = 0;
    return target;
  }

  /** Names sort by age. */
  private Path archived(String stamp, int number) {
    return layout.archive().resolve("audit-%s-%03d.json".formatted(stamp, number));
  }

  private void write(List<AuditEntry> entries) throws IOException {
    boolean made = end == 0;
    byte[] bytes = text(entries, made ? OPENING : BETWEEN);
    if (made) {
      disk.create(layout.audit());
    }
    try (LedgerFile file = disk.open(layout.audit())) {
      try {
        file.write(end, bytes, 0, bytes.length);
        file.truncate(end + bytes.length);
        file.sync();
      } catch (IOException e) {
        restore(file);
        throw e;
      }
    }
    if (made) {
      disk.syncFolder(layout.data());
    }
    end += bytes.length - CLOSING.length;
  }

  /** Takes back what was written of entries that do not fit; the next write does so in any case. */
  private void restore(LedgerFile file) {
    try {
      if (end > 0) {
        file.write(end, CLOSING, 0, CLOSING.length);
        file.truncate(end + CLOSING.length);
      } else {
        file.truncate(0);
      }
    } catch (IOException e) {
      LOG.debug("the audit log could not be put back in order yet", e);
    }
  }

  private byte[] text(List<AuditEntry> entries, byte[] before) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.writeBytes(before);
    for (int i = 0; i < entries.size(); i++) {
      byte[] line = writer.write(entries.get(i));
      if (i > 0) {
        out.writeBytes(BETWEEN);
      }
      out.write(line, 0, line.length - 1); // without its line feed
    }
    out.writeBytes(CLOSING);
    return out.toByteArray();
  }

  private boolean hasLength(long length) throws IOException {
    return Files.exists(layout.audit()) && Files.size(layout.audit()) == length;
  }

  private static GatewayException unavailable(String what, IOException cause) {
    LOG.error("the audit log cannot be {}", what, cause);
    return new GatewayException(
        ErrorCode.STORE_UNAVAILABLE,
        "the audit log cannot be " + what + " at present: look at the disk of the service",
        cause);
  }
}
