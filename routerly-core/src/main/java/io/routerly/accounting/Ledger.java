package io.routerly.accounting;

import io.routerly.domain.LedgerFailureMode;
import io.routerly.domain.UsageRecord;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.UsageStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records to the usage store, and knows what to do while the store takes none.
 *
 * <p>In mode {@code block} further calls are refused until the store works again, in mode {@code
 * serve} they go on. In both, up to {@value #MAX_WAITING} records wait in memory, in their order:
 * calls that are under way when the store fails have been paid for. While any wait, the store is
 * not bothered until it says itself that it takes records. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
  static final int MAX_WAITING = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final UsageStore store;
  private final Supplier<LedgerFailureMode> mode;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<UsageRecord> waiting = new ArrayDeque<>();
  private volatile boolean anyWaiting;

  public Ledger(UsageStore store, Supplier<LedgerFailureMode> mode) {
    this.store = store;
    this.mode = mode;
  }

  /**
   * Refuses a call whose use could not be recorded.
   *
   * @throws GatewayException {@code usage_store_unavailable}
   */
  public void requireOpen() {
    catchUp();
    if (!store.isHealthy() && !(serves() && waitingCount() < MAX_WAITING)) {
      throw unavailable();
    }
  }

  /**
   * Writes a record; when this returns it is written, or waits in memory while the store takes
   * none.
   *
   * @throws GatewayException {@code usage_store_unavailable} if neither is possible
   */
  public void append(UsageRecord record) {
    catchUp();
    if (anyWaiting && keep(record)) {
      return;
    }
    try {
      store.append(record);
    } catch (GatewayException e) {
      if (!keep(record)) {
        LOG.error("Usage record lost, since the ledger cannot be written: {}", record);
        throw e;
      }
    }
  }

  /** Returns the records that wait for the store, in their order. */
  public List<UsageRecord> waiting() {
    lock.lock();
    try {
      return List.copyOf(waiting);
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits, if the store takes records again; to be called now and then. */
  public void catchUp() {
    if (anyWaiting && store.isHealthy()) {
      writeWaiting();
    }
  }

  private boolean serves() {
    return mode.get() == LedgerFailureMode.SERVE;
  }

  private boolean keep(UsageRecord record) {
    lock.lock();
    try {
      if (waiting.size() >= MAX_WAITING) {
        return false;
      }
      waiting.addLast(record);
      anyWaiting = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private int waitingCount() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void writeWaiting() {
    lock.lock();
    try {
      for (UsageRecord next = waiting.peekFirst(); next != null; next = waiting.peekFirst()) {
        store.append(next);
        waiting.removeFirst();
      }
      anyWaiting = false;
    } catch (GatewayException e) {
      LOG.debug("The ledger still cannot be written; {} records wait", waiting.size());
    } finally {
      lock.unlock();
    }
  }

  /** Writes what still waits, as far as the store takes it. */
  @Override
  public void close() {
    writeWaiting();
    if (anyWaiting) {
      LOG.error("{} usage records are lost, since the ledger cannot be written", waitingCount());
    }
  }

  private static GatewayException unavailable() {
    return new GatewayException(
        ErrorCode.USAGE_STORE_UNAVAILABLE,
        "Usage cannot be recorded at present, so calls are refused: see to the disk of the"
            + " gateway.");
  }
}
