package io.routerly.store.file;

import io.routerly.store.file.LedgerIndex.Stretch;
import java.util.List;

/**
 * What is known of one file of the ledger up to some place in it.
 *
 * @param head what there is to know without looking closer
 * @param stretches where its records lie
 * @param totals what they sum up to
 */
record LedgerView(Head head, List<Stretch> stretches, TotalsView totals) {
  /**
   * What there is to know of a file without looking closer.
   *
   * @param end offset after the last record
   * @param crc32 digest of the bytes before that
   * @param records how many there are
   * @param firstSecond no timestamp is before this second of the epoch
   * @param lastSecond no timestamp is after the end of this second of the epoch
   */
  record Head(long end, long crc32, long records, long firstSecond, long lastSecond) {}

  LedgerView {
    stretches = List.copyOf(stretches);
  }
}
