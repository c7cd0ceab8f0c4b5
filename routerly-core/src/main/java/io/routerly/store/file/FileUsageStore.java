package io.routerly.store.file;

import io.routerly.domain.UsageRecord;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigProblem;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageStore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ledger in {@code data/usage.json}: a JSON array with one record per line.
 *
 * <p>Appending is one write over the closing bracket, whatever the length of the file, so that the
 * file is a valid array before and after. When the disk refuses it, the end of the file is put
 * right, at the latest before the next record is written.
 */
public final class FileUsageStore implements UsageStore {
  private static final Logger log = LoggerFactory.getLogger(FileUsageStore.class);
  private static final int TYPICAL_RECORD_BYTES = 1024;

  private final HomeLayout layout;
  private final ReentrantLock lock = new ReentrantLock();
  private final LedgerSync sync;

  /** Guarded by the lock, like the three below. */
  private LedgerFile file;

  private LedgerIndex index;

  /** Offset after the last record; the closing bracket follows. */
  private long end;

  /** Whether the file may not end as it should, after a write that failed. */
  private boolean frayed;

  private volatile boolean healthy = true;
  private volatile boolean open = true;

  FileUsageStore(HomeLayout layout, LedgerFile file, long end, LedgerIndex index) {
    this.layout = layout;
    this.file = file;
    this.end = end;
    this.index = index;
    this.sync = new LedgerSync(this::syncNow);
  }

  /**
   * Opens a home's ledger.
   *
   * @param notices takes what was put right
   * @throws HomeRefusedException if it is damaged
   */
  static FileUsageStore open(HomeLayout layout, Clock clock, List<ConfigProblem> notices)
      throws IOException {
    LedgerOpening.Opened opened = new LedgerOpening(layout, new DiskOps(), clock, notices).open();
    return new FileUsageStore(layout, opened.file(), opened.end(), opened.index());
  }

  @Override
  public void append(UsageRecord record) {
    JsonBytes text = new JsonBytes(TYPICAL_RECORD_BYTES);
    text.raw(",\n");
    RecordEncoder.encode(record, text);
    text.raw("\n]\n");
    lock.lock();
    try {
      requireSound();
      write(text, record.timestamp().getEpochSecond());
      healthy = true;
    } catch (IOException e) {
      throw failed("written", e);
    } finally {
      lock.unlock();
    }
    sync.request();
  }

  private void write(JsonBytes text, long second) throws IOException {
    int skipped = index.count() == 0 ? 1 : 0; // The first record has no comma before it.
    int length = text.length() - skipped;
    frayed = true;
    file.write(end, text.bytes(), skipped, length);
    frayed = false;
    long from = end + 2 - skipped;
    end += length - LedgerTail.CLOSING.length;
    index.add(from, end, second);
  }

  /** Makes sure that the file ends as this store left it; must hold the lock. */
  private void requireSound() throws IOException {
    if (!open) {
      throw new IOException("the ledger is closed");
    }
    if (frayed) {
      file.write(end, LedgerTail.CLOSING, 0, LedgerTail.CLOSING.length);
      file.truncate(end + LedgerTail.CLOSING.length);
      frayed = false;
    }
    if (file.length() != end + LedgerTail.CLOSING.length) {
      throw new IOException("usage.json was changed by someone else while the service runs");
    }
  }

  @Override
  public UsagePage find(UsageQuery query) {
    try {
      return reader().find(query);
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  @Override
  public Optional<UsageRecord> get(String id) {
    try {
      return reader().get(id);
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  private LedgerReader reader() {
    lock.lock();
    try {
      return new LedgerReader(layout.usage(), index.snapshot());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isHealthy() {
    return healthy && open && !sync.hasFailed();
  }

  /** Looks whether the disk takes records at present, and puts the file's end right if it does. */
  void probe() {
    boolean writable = DiskProbe.isWritable(layout.usage());
    lock.lock();
    try {
      requireSound();
      healthy = writable;
    } catch (IOException e) {
      if (healthy) {
        log.error("usage.json cannot be written", e);
      }
      healthy = false;
    } finally {
      lock.unlock();
    }
    if (sync.hasFailed()) {
      sync.request();
    }
  }

  private void syncNow() throws IOException {
    if (open) {
      file.sync();
    }
  }

  private GatewayException failed(String what, IOException cause) {
    boolean first = healthy;
    healthy = false;
    if (first) {
      log.error("usage.json cannot be {}", what, cause);
    }
    return new GatewayException(
        ErrorCode.USAGE_STORE_UNAVAILABLE,
        "usage cannot be " + what + " at present: look at the disk of the service",
        cause);
  }

  @Override
  public void close() {
    sync.close();
    lock.lock();
    try (LedgerFile closing = file) {
      if (open) {
        open = false;
        closing.sync();
      }
    } catch (IOException e) {
      log.error("usage.json could not be closed", e);
    } finally {
      lock.unlock();
    }
  }
}
