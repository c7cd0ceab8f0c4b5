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
import java.util.ArrayList;
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
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final LedgerSync sync;

  /** Written under the lock, which guards the other fields as well. */
  private volatile LedgerFile file;

  private LedgerIndex index;

  /** Offset after the last record; the closing bracket follows. */
  private long end;

  /** Whether the file may not end as it should, after a write that failed. */
  private boolean frayed;

  /** Whether another file has taken the name of the one that is open. */
  private boolean displaced;

  /** Which file it is, so that another one put in its place is noticed. */
  private Object identity;

  private volatile boolean healthy = true;
  private volatile Optional<ConfigProblem> problem = Optional.empty();
  private volatile boolean open = true;

  FileUsageStore(HomeLayout layout, Clock clock, LedgerOpening.Opened opened) {
    this.layout = layout;
    this.clock = clock;
    this.file = opened.file();
    this.end = opened.end();
    this.index = opened.index();
    this.identity = FileStamps.identity(layout.usage());
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
    return new FileUsageStore(layout, clock, opened);
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
    try {
      file.write(end, text.bytes(), skipped, length);
      frayed = false;
    } catch (IOException e) {
      mendAfter(e);
      throw e;
    }
    long from = end + 2 - skipped;
    end += length - LedgerTail.CLOSING.length;
    index.add(from, end, second);
  }

  /** Makes sure that the file ends as this store left it; must hold the lock. */
  private void requireSound() throws IOException {
    if (!open) {
      throw new IOException("the ledger is closed");
    }
    if (frayed && !displaced && file.length() >= end) {
      mend();
    }
    if (displaced || file.length() != end + LedgerTail.CLOSING.length) {
      reopen();
    }
  }

  /** Ends the array behind the last whole record, where a failed write left something else. */
  private void mend() throws IOException {
    file.write(end, LedgerTail.CLOSING, 0, LedgerTail.CLOSING.length);
    file.truncate(end + LedgerTail.CLOSING.length);
    frayed = false;
  }

  /** Readers of the file should find a valid array even while the disk is full. */
  private void mendAfter(IOException failure) {
    try {
      mend();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Takes over what someone else made of the ledger, if it is whole; must hold the lock. */
  private void reopen() throws IOException {
    List<ConfigProblem> notices = new ArrayList<>();
    try {
      LedgerOpening.Opened opened =
          new LedgerOpening(layout, new DiskOps(), clock, notices).reopen();
      file.close();
      file = opened.file();
      end = opened.end();
      index = opened.index();
      identity = FileStamps.identity(layout.usage());
      displaced = false;
      frayed = false;
      problem = Optional.empty();
      log.warn("usage.json was changed while the service runs; {} records count", index.count());
    } catch (HomeRefusedException e) {
      problem = e.problems().stream().findFirst();
      throw new IOException(problem.map(ConfigProblem::message).orElse("damaged"), e);
    }
  }

  /** Returns what is wrong with the file at present. */
  Optional<ConfigProblem> problem() {
    return problem;
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
      displaced |= !identity.equals(FileStamps.identity(layout.usage()));
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
