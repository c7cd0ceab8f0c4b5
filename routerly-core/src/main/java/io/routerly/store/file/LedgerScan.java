package io.routerly.store.file;

import java.io.IOException;
import java.util.Arrays;

/**
 * One pass over a ledger that checks every byte of it, in constant memory, and hands each record
 * on.
 *
 * <p>The layout is the one that this store writes: an opening bracket, then one record per line
 * with a comma between them, then the closing bracket, each on a line of its own. Where the pass
 * ends before the end of the file, {@link #finding} says what stands there.
 */
final class LedgerScan {
  /** No record is longer. */
  static final int MAX_RECORD_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 4 << 20;

  /** How a pass ended. */
  enum Finding {
    /** The file is whole. */
    SOUND,
    /** The file has no bytes. */
    EMPTY,
    /** The file does not begin with a bracket on a line of its own. */
    NO_ARRAY,
    /** A line is neither a record nor the closing bracket. */
    BAD_LINE,
    /** The file ends without the closing bracket, after a whole record. */
    NOT_CLOSED,
    /** There is something after the closing bracket. */
    TRAILING
  }

  /** Takes the records that a pass meets. */
  @FunctionalInterface
  interface Taker {
    /** Takes what stands between two indexes of some bytes, and at that offset of the file. */
    void take(byte[] bytes, int from, int to, long offset, long second);
  }

  private final LedgerFile file;
  private final Taker taker;
  private final byte[] buffer = new byte[BUFFER_BYTES + 16];
  private long bufferFrom;
  private int limit;
  private int at;
  private boolean atEnd;

  private Finding finding = Finding.SOUND;
  private long records;
  private long line = 1;
  private long end;
  private long stop;

  LedgerScan(LedgerFile file, Taker taker) {
    this.file = file;
    this.taker = taker;
  }

  /** Makes a pass that hands nothing on. */
  LedgerScan(LedgerFile file) {
    this(file, (bytes, from, to, offset, second) -> {});
  }

  /** Runs the pass, once, behind records that are known already. */
  LedgerScan runBehind(LedgerView known) throws IOException {
    records = known.head().records();
    end = known.head().end();
    line = records + 1;
    bufferFrom = end;
    fill();
    return lines();
  }

  /** Runs the pass over the whole file, once. */
  LedgerScan run() throws IOException {
    fill();
    if (limit == 0) {
      return ended(Finding.EMPTY);
    }
    if (buffer[0] != '[') {
      return ended(Finding.NO_ARRAY);
    }
    end = 1;
    at = 1;
    return lines();
  }

  private LedgerScan lines() throws IOException {
    boolean comma = false;
    while (true) {
      if (!ready()) {
        return ended(Finding.NOT_CLOSED);
      }
      if (buffer[at] == ',' && records > 0 && !comma) {
        comma = true;
        at++;
        continue;
      }
      if (buffer[at] != '\n') {
        return ended(end == 1 && at == 1 ? Finding.NO_ARRAY : Finding.BAD_LINE);
      }
      at++;
      line++;
      if (!ready()) {
        return ended(Finding.NOT_CLOSED);
      }
      if (buffer[at] == ']' && !comma) {
        return closing();
      }
      if (records > 0 && !comma) {
        return ended(Finding.BAD_LINE);
      }
      if (!record()) {
        return ended(Finding.BAD_LINE);
      }
      comma = false;
    }
  }

  /** Returns whether a pass over a ledger would take this text for a record. */
  static boolean isRecord(byte[] text) {
    byte[] padded = Arrays.copyOf(text, text.length + 16);
    return text.length <= MAX_RECORD_BYTES
        && RecordSyntax.end(padded, 0) == text.length
        && RecordTime.second(padded, 0, text.length) != RecordTime.UNREADABLE;
  }

  private boolean record() {
    int to = RecordSyntax.end(buffer, at);
    if (to < 0 || to > limit || to - at > MAX_RECORD_BYTES) {
      return false;
    }
    long second = RecordTime.second(buffer, at, to);
    if (second == RecordTime.UNREADABLE) {
      return false;
    }
    records++;
    taker.take(buffer, at, to, bufferFrom + at, second);
    at = to;
    end = bufferFrom + to;
    return true;
  }

  private LedgerScan closing() throws IOException {
    long bracket = bufferFrom + at;
    at++;
    if (!ready()) {
      return ended(Finding.SOUND);
    }
    if (buffer[at] == '\n') {
      at++;
      if (!ready()) {
        return ended(Finding.SOUND);
      }
    }
    at = (int) (bracket - bufferFrom);
    return ended(Finding.TRAILING);
  }

  private LedgerScan ended(Finding how) {
    finding = how;
    stop = bufferFrom + at;
    return this;
  }

  /**
   * Makes sure that a whole record of any size is in the buffer; returns false at the file's end.
   */
  private boolean ready() throws IOException {
    if (!atEnd && limit - at <= MAX_RECORD_BYTES + 2) {
      fill();
    }
    return at < limit;
  }

  private void fill() throws IOException {
    int kept = limit - at;
    System.arraycopy(buffer, at, buffer, 0, kept);
    bufferFrom += at;
    at = 0;
    int count = file.read(bufferFrom + kept, buffer, kept, BUFFER_BYTES - kept);
    atEnd = count < BUFFER_BYTES - kept;
    limit = kept + count;
    Arrays.fill(buffer, limit, limit + 16, (byte) 0);
  }

  Finding finding() {
    return finding;
  }

  /** Returns the number of the line where the pass ended, from 1. */
  long line() {
    return line;
  }

  /** Returns the offset after the last whole record, or after the opening bracket. */
  long end() {
    return end;
  }

  /** Returns the offset where the pass ended. */
  long stop() {
    return stop;
  }

  /** Returns how many whole records the file begins with. */
  long records() {
    return records;
  }
}
