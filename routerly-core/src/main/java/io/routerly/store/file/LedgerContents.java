package io.routerly.store.file;

import io.routerly.domain.UsageRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the records of the file that is written to: where they lie, what they sum up to,
 * and the digest of their bytes, by which the file is known again. Guarded by the ledger's lock.
 */
final class LedgerContents {
  private static final byte[] BEFORE_FIRST = {'[', '\n'};
  private static final byte[] BETWEEN = {',', '\n'};
  private static final byte[] NOTHING = "[".getBytes(StandardCharsets.US_ASCII);

  private final LedgerIndex index;
  private final HourlyTotals totals;
  private final CRC32 digest;

  /** Offset after the last record, or after the opening bracket. */
  private long end;

  /** In which month the file was begun; null before its first record. */
  private @Nullable YearMonth begun;

  private LedgerContents(LedgerIndex index, HourlyTotals totals, CRC32 digest, long end) {
    this.index = index;
    this.totals = totals;
    this.digest = digest;
    this.end = end;
  }

  /** Returns the contents of a file without records. */
  static LedgerContents none() {
    return new LedgerContents(new LedgerIndex(), new HourlyTotals(), new CRC32(), NOTHING.length);
  }

  /**
   * Goes on from what was known before.
   *
   * @param digest of the bytes up to the end of what was known
   */
  static LedgerContents goingOn(LedgerView from, CRC32 digest) {
    LedgerContents contents =
        new LedgerContents(
            new LedgerIndex(from.stretches()),
            new HourlyTotals(from.totals()),
            digest,
            from.head().end());
    contents.begun = monthOf(Instant.ofEpochSecond(from.head().firstSecond()));
    return contents;
  }

  /** Takes in a record that was found in the file, between two indexes of some bytes. */
  void found(byte[] bytes, int from, int to, long offset, long second) {
    note(bytes, from, to - from, offset, second);
    UsualRecord.read(bytes, from, to)
        .ifPresentOrElse(
            usual -> totals.add(second, usual.key(), usual.sum()),
            () -> RecordDecoder.decode(bytes, from, to).ifPresent(totals::add));
  }

  /** Takes in a record that was just written, between two indexes of some bytes. */
  void written(UsageRecord record, byte[] bytes, int from, int to, long offset) {
    note(bytes, from, to - from, offset, record.timestamp().getEpochSecond());
    totals.add(record);
  }

  private void note(byte[] bytes, int from, int length, long offset, long second) {
    digest.update(index.count() == 0 ? BEFORE_FIRST : BETWEEN);
    digest.update(bytes, from, length);
    end = offset + length;
    index.add(offset, end, second);
    if (begun == null) {
      begun = monthOf(Instant.ofEpochSecond(second));
    }
  }

  /** Returns whether there are records in a file that was begun before that month. */
  boolean isOlderThan(YearMonth month) {
    beginIn(month);
    if (begun != null && begun.isAfter(month)) {
      begun = month; // A clock was wrong.
    }
    return begun != null && begun.isBefore(month);
  }

  /** Says in which month the file was begun, unless it has records of which that is known. */
  void beginIn(YearMonth month) {
    if (index.count() == 0) {
      begun = month;
    }
  }

  /**
   * Says that the file was not begun before a month, though it may hold late records of the time
   * before.
   */
  void notBegunBefore(YearMonth month) {
    if (begun != null && begun.isBefore(month)) {
      begun = month;
    }
  }

  static YearMonth monthOf(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC));
  }

  long count() {
    return index.count();
  }

  long end() {
    return end;
  }

  /** Returns what is known up to now. */
  LedgerView view() {
    LedgerView.Head head =
        new LedgerView.Head(
            end, digest.getValue(), count(), index.firstSecond(), index.lastSecond());
    return new LedgerView(head, index.snapshot(), totals.snapshot());
  }
}
