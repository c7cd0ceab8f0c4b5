package io.routerly.store.file;

import io.routerly.domain.UsageRecord;
import io.routerly.store.HourlyUsage;

/**
 * What the records of one file sum up to, hour by hour, day by day, and kind by kind. Guarded by
 * the ledger's lock.
 */
final class HourlyTotals {
  private static final int SECONDS_OF_HOUR = 3600;

  private final SlotTotals hours;
  private final SlotTotals days;

  /** Hours have the same few kinds in common, and so the same objects. */
  private final Kinds kinds = new Kinds();

  HourlyTotals() {
    this(TotalsView.NOTHING);
  }

  /** Goes on from what a snapshot holds. */
  HourlyTotals(TotalsView from) {
    hours = new SlotTotals(from.hours(), kinds);
    days = new SlotTotals(from.days().days(), kinds);
  }

  /** Counts a record in. */
  void add(UsageRecord record) {
    add(
        record.timestamp().getEpochSecond(),
        HourlyUsage.Key.of(record),
        HourlyUsage.Sum.NOTHING.plus(record));
  }

  /**
   * Counts a record in.
   *
   * @param sum what the record alone sums up to
   */
  void add(long epochSecond, HourlyUsage.Key key, HourlyUsage.Sum sum) {
    HourlyUsage.Key kind = kinds.same(key);
    long hour = hourOf(epochSecond);
    hours.add(hour, kind, sum);
    days.add(DailyTotals.dayOf(hour), kind, sum);
  }

  /** Returns what was counted up to now. */
  TotalsView snapshot() {
    return new TotalsView(hours.snapshot(), new DailyTotals(days.snapshot()));
  }

  /** Returns the hour of the epoch in which a second lies. */
  static long hourOf(long epochSecond) {
    return Math.floorDiv(epochSecond, SECONDS_OF_HOUR);
  }
}
