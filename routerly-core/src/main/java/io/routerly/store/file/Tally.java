package io.routerly.store.file;

import io.routerly.store.HourlyUsage;

/**
 * What records sum up to, and how many they are, which pages of them have to tell.
 *
 * @param records how many records
 * @param sum what they sum up to
 */
record Tally(long records, HourlyUsage.Sum sum) {
  static final Tally NOTHING = new Tally(0, HourlyUsage.Sum.NOTHING);

  /** Returns both together. */
  Tally plus(Tally other) {
    return new Tally(records + other.records, sum.plus(other.sum));
  }

  /** Returns this and one more record. */
  Tally plus(HourlyUsage.Sum record) {
    return new Tally(records + 1, sum.plus(record));
  }
}
