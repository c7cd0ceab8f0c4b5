package io.routerly.accounting;

import io.routerly.domain.UsageRecord.Failure;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down calls that a budget refused: one record each, up to {@value #SINGLE} a minute and
 * token; those beyond are folded into one record, which is written when the minute is over. So a
 * client that does not stop asking cannot fill the ledger. Thread-safe.
 */
public final class RefusedCalls implements AutoCloseable {
  static final int SINGLE = 60;

  private static final Logger LOG = LoggerFactory.getLogger(RefusedCalls.class);

  private final Accountant accountant;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Minute> tokens = new HashMap<>();

  /** What one token's calls were refused within one minute. */
  private static final class Minute {
    private final Instant start;
    private int single;
    private int folded;
    private CallInfo latest;
    private Failure why;

    Minute(Instant start, CallInfo latest, Failure why) {
      this.start = start;
      this.latest = latest;
      this.why = why;
    }
  }

  public RefusedCalls(Accountant accountant) {
    this.accountant = accountant;
  }

  /** Writes the record of a refused call, or counts the call for a folded one. */
  public void add(CallInfo call, String reason) {
    Failure why = new Failure(ErrorCode.BUDGET_EXCEEDED.wireName(), reason);
    @Nullable Minute over = null;
    boolean single;
    lock.lock();
    try {
      Instant start = call.timestamp().truncatedTo(ChronoUnit.MINUTES);
      Minute minute = tokens.get(call.tokenId());
      if (minute == null || minute.start.isBefore(start)) {
        over = minute;
        minute = new Minute(start, call, why);
        tokens.put(call.tokenId(), minute);
      }
      single = minute.single < SINGLE;
      if (single) {
        minute.single++;
      } else {
        minute.folded++;
        minute.latest = call;
        minute.why = why;
      }
    } finally {
      lock.unlock();
    }
    if (over != null) {
      writeFolded(over);
    }
    if (single) {
      write(call, 1, why);
    }
  }

  /** Writes the folded records of minutes that are over. */
  public void flush(Instant now) {
    Instant present = now.truncatedTo(ChronoUnit.MINUTES);
    while (true) {
      Minute over = takeBefore(present);
      if (over == null) {
        return;
      }
      writeFolded(over);
    }
  }

  private @Nullable Minute takeBefore(Instant present) {
    lock.lock();
    try {
      for (Iterator<Minute> all = tokens.values().iterator(); all.hasNext(); ) {
        Minute minute = all.next();
        if (minute.start.isBefore(present)) {
          all.remove();
          return minute;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void writeFolded(Minute minute) {
    if (minute.folded > 0) {
      write(minute.latest, minute.folded, minute.why);
    }
  }

  /** A refusal that cannot be recorded is a refusal all the same. */
  private void write(CallInfo call, int count, Failure why) {
    try {
      accountant.refused(call, count, why);
    } catch (GatewayException e) {
      LOG.warn("{} refused calls of token {} are not recorded", count, call.tokenId());
    }
  }

  /** Writes all folded records. */
  @Override
  public void close() {
    flush(Instant.MAX);
  }
}
