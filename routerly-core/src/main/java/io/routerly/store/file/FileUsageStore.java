package io.routerly.store.file;

import io.routerly.domain.UsageRecord;
import io.routerly.store.ConfigProblem;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageStore;
import io.routerly.store.file.LedgerOpening.Opened;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ledger in {@code data/usage.json}: a JSON array with one record per line.
 *
 * <p>Appending is one write over the closing bracket, whatever the length of the file, so that the
 * file is a valid array before and after. When the disk refuses it, the end of the file is put
 * right, at the latest before the next record is written. Threads that wait for each other here
 * hold a lock that virtual threads can wait for, and may be interrupted without harm.
 */
public final class FileUsageStore implements UsageStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileUsageStore.class);
  private static final int TYPICAL_RECORD_BYTES = 1024;

  private final HomeLayout layout;
  private final LedgerEnd end;
  private final LedgerCheckpoint checkpoint;
  private final Archives archives;
  private final LedgerRotation rotation;
  private final ArchiveCare care;
  private final LedgerSync sync;

  /** Guards the end. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile boolean healthy = true;
  private volatile boolean open = true;

  FileUsageStore(
      HomeLayout layout, DiskOps disk, Clock clock, LedgerCheckpoint checkpoint, Opened opened) {
    this.layout = layout;
    this.checkpoint = checkpoint;
    this.archives = new Archives(layout, disk);
    this.rotation = new LedgerRotation(layout, archives, disk, clock);
    this.care = new ArchiveCare(archives, this::current, disk, clock);
    LedgerOpening opening = new LedgerOpening(layout, disk, clock, new ArrayList<>(), checkpoint);
    this.end =
        new LedgerEnd(
            layout,
            opened,
            () -> {
              Opened again = opening.reopen();
              archives.refresh();
              return again;
            });
    this.sync = new LedgerSync(this::syncNow);
    archives.refresh();
  }

  /**
   * Opens a home's ledger, and archives what past months left of it.
   *
   * @param notices takes what was put right
   * @throws HomeRefusedException if it is damaged
   */
  static FileUsageStore open(HomeLayout layout, Clock clock, List<ConfigProblem> notices)
      throws IOException {
    return open(layout, new DiskOps(), clock, notices);
  }

  static FileUsageStore open(
      HomeLayout layout, DiskOps disk, Clock clock, List<ConfigProblem> notices)
      throws IOException {
    LedgerCheckpoint checkpoint = new LedgerCheckpoint(layout, disk);
    LedgerOpening opening = new LedgerOpening(layout, disk, clock, notices, checkpoint);
    FileUsageStore store = new FileUsageStore(layout, disk, clock, checkpoint, opening.open());
    store.rotateIfDue();
    return store;
  }

  @Override
  public void append(UsageRecord record) {
    JsonBytes text = new JsonBytes(TYPICAL_RECORD_BYTES);
    text.raw(",\n");
    RecordEncoder.encode(record, text);
    text.raw("\n]\n");
    lock.lock();
    try {
      requireOpen();
      end.append(text, record);
      healthy = true;
    } catch (IOException e) {
      markFailed(e);
      throw UsageUnavailable.forWriting(e);
    } finally {
      lock.unlock();
    }
    sync.request();
  }

  @Override
  public UsagePage find(UsageQuery query) {
    return snapshot().find(query);
  }

  @Override
  public Optional<UsageRecord> get(String id) {
    try {
      return snapshot().get(id);
    } catch (IOException e) {
      throw UsageUnavailable.forReading(e);
    }
  }

  @Override
  public FileUsageSnapshot snapshot() {
    lock.lock();
    try {
      List<LedgerPart> parts = new ArrayList<>(archives.list());
      parts.add(end.part());
      return new FileUsageSnapshot(parts);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isHealthy() {
    return healthy && open && !sync.hasFailed();
  }

  @Override
  public List<ConfigProblem> problems() {
    return Stream.of(
            end.problem().stream(), rotation.problem().stream(), archives.problems().stream())
        .flatMap(problems -> problems)
        .toList();
  }

  /** Looks whether the disk takes records at present, and puts the file's end right if it does. */
  void probe() {
    boolean writable = DiskProbe.isWritable(layout.usage());
    lock.lock();
    try {
      requireOpen();
      end.recover();
      healthy = writable;
    } catch (IOException e) {
      markFailed(e);
    } finally {
      lock.unlock();
    }
    if (sync.hasFailed()) {
      sync.request();
    }
  }

  /** Writes the checkpoint, if much was appended since it was written. */
  void writeCheckpointIfDue() {
    if (checkpoint.isDue(end.end())) {
      checkpoint.write(current().view());
    }
  }

  private LedgerPart.Current current() {
    lock.lock();
    try {
      return end.part();
    } finally {
      lock.unlock();
    }
  }

  /** Archives the ledger when a new month has begun. */
  void rotateIfDue() {
    if (open && rotation.runIfDue(end, lock)) {
      checkpoint.beginAnew();
    }
  }

  /** Compresses archives, and removes those that are too old. */
  void careForArchives(ArchiveLimits limits) {
    if (open) {
      care.run(limits);
    }
  }

  private void syncNow() throws IOException {
    if (open) {
      end.sync();
    }
  }

  private void requireOpen() throws IOException {
    if (!open) {
      throw new IOException("the ledger is closed");
    }
  }

  /** Logs the first failure in a row only. */
  private void markFailed(IOException cause) {
    if (healthy && open) {
      LOG.error("usage.json cannot be written", cause);
    }
    healthy = false;
  }

  @Override
  public void close() {
    sync.close();
    lock.lock();
    try (LedgerEnd closing = end) {
      if (open) {
        open = false;
        closing.sync();
        closeCheckpoint();
      }
    } catch (IOException e) {
      LOG.error("usage.json could not be closed", e);
    } finally {
      lock.unlock();
    }
  }

  /** The next start then has nothing to reckon. */
  private void closeCheckpoint() {
    LedgerView view = end.part().view();
    if (view.head().records() > 0 && checkpoint.isBehind(view.head().end())) {
      checkpoint.write(view);
    }
  }
}
