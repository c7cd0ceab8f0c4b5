package io.routerly.store.file;

import java.util.ArrayList;
import java.util.List;

/**
 * Where stretches of the ledger lie and which times they span, so that a query can pass over those
 * that cannot match. A few dozen bytes for about a thousand records. Guarded by the ledger's lock.
 */
final class LedgerIndex {
  private static final int MAX_RECORDS = 1024;
  private static final int MAX_BYTES = 1 << 20;

  /**
   * Consecutive records.
   *
   * @param from offset of the first record
   * @param to offset after the last record's brace
   * @param count how many there are
   * @param firstSecond no timestamp is before this second of the epoch
   * @param lastSecond no timestamp is after the end of this second of the epoch
   */
  record Stretch(long from, long to, int count, long firstSecond, long lastSecond) {
    Stretch with(long recordTo, long second) {
      return new Stretch(
          from, recordTo, count + 1, Math.min(firstSecond, second), Math.max(lastSecond, second));
    }
  }

  private final List<Stretch> stretches = new ArrayList<>();
  private long count;
  private long firstSecond = Long.MAX_VALUE;
  private long lastSecond = Long.MIN_VALUE;

  LedgerIndex() {}

  /** Goes on behind stretches that are known already. */
  LedgerIndex(List<Stretch> known) {
    stretches.addAll(known);
    for (Stretch stretch : known) {
      count += stretch.count();
      span(stretch.firstSecond(), stretch.lastSecond());
    }
  }

  /** Notes a record behind all others. */
  void add(long from, long to, long second) {
    count++;
    span(second, second);
    int last = stretches.size() - 1;
    if (last >= 0 && hasRoom(stretches.get(last), to)) {
      stretches.set(last, stretches.get(last).with(to, second));
    } else {
      stretches.add(new Stretch(from, to, 1, second, second));
    }
  }

  private void span(long first, long last) {
    firstSecond = Math.min(firstSecond, first);
    lastSecond = Math.max(lastSecond, last);
  }

  private static boolean hasRoom(Stretch stretch, long to) {
    return stretch.count() < MAX_RECORDS && to - stretch.from() <= MAX_BYTES;
  }

  long count() {
    return count;
  }

  /** Returns the second of the epoch before which there is no timestamp. */
  long firstSecond() {
    return firstSecond;
  }

  /** Returns the second of the epoch after the end of which there is no timestamp. */
  long lastSecond() {
    return lastSecond;
  }

  List<Stretch> snapshot() {
    return List.copyOf(stretches);
  }
}
