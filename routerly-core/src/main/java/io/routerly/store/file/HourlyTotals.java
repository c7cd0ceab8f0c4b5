package io.routerly.store.file;

import io.routerly.domain.UsageRecord;
import io.routerly.store.HourlyUsage;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the records of one file sum up to, hour by hour and kind by kind.
 *
 * <p>A snapshot takes the maps of all hours as they are; from then on the map of an hour is copied
 * before a record changes it. So a snapshot is cheap and exact, and appending does not wait for
 * those who read one. Guarded by the ledger's lock.
 */
final class HourlyTotals {
  private static final int SECONDS_OF_HOUR = 3600;

  private final TreeMap<Long, Hour> hours = new TreeMap<>();

  /** Hours have the same few kinds in common, and so the same objects. */
  private final Map<HourlyUsage.Key, HourlyUsage.Key> kinds = new HashMap<>();

  private long generation;

  /** The sums of an hour, and the generation that may change them. */
  private record Hour(Map<HourlyUsage.Key, Tally> tallies, long generation) {}

  HourlyTotals() {}

  /** Goes on from what a snapshot holds. */
  HourlyTotals(TotalsView from) {
    from.hours()
        .forEach(
            (hour, tallies) -> {
              hours.put(hour, new Hour(tallies, -1));
              tallies.keySet().forEach(key -> kinds.putIfAbsent(key, key));
            });
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
    HourlyUsage.Key kind = kinds.computeIfAbsent(key, same -> same);
    Map<HourlyUsage.Key, Tally> tallies = changeable(hourOf(epochSecond));
    tallies.put(kind, tallies.getOrDefault(kind, Tally.NOTHING).plus(sum));
  }

  private Map<HourlyUsage.Key, Tally> changeable(long hour) {
    Hour present = hours.get(hour);
    if (present != null && present.generation() == generation) {
      return present.tallies();
    }
    Map<HourlyUsage.Key, Tally> own =
        present == null ? new HashMap<>() : new HashMap<>(present.tallies());
    hours.put(hour, new Hour(own, generation));
    return own;
  }

  /** Returns what was counted up to now. */
  TotalsView snapshot() {
    generation++;
    TreeMap<Long, Map<HourlyUsage.Key, Tally>> copy = new TreeMap<>();
    hours.forEach((hour, totals) -> copy.put(hour, totals.tallies()));
    return new TotalsView(copy);
  }

  /** Returns the hour of the epoch in which a second lies. */
  static long hourOf(long epochSecond) {
    return Math.floorDiv(epochSecond, SECONDS_OF_HOUR);
  }
}
