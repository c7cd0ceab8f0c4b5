package io.routerly.store.file;

import io.routerly.store.DailyUsage;
import io.routerly.store.HourlyUsage;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the records of one file summed up to at one moment, day by day (UTC) and kind by kind: so
 * few sums that those of years stay in memory. Nobody changes it any more.
 *
 * @param days the sums by the day of the epoch
 */
record DailyTotals(NavigableMap<Long, Map<HourlyUsage.Key, Tally>> days) {
  private static final int HOURS_OF_DAY = 24;
  private static final long SECONDS_OF_DAY = 86_400;

  DailyTotals {
    days = Collections.unmodifiableNavigableMap(days);
  }

  /** Sums hours up. */
  static DailyTotals of(NavigableMap<Long, Map<HourlyUsage.Key, Tally>> hours) {
    TreeMap<Long, Map<HourlyUsage.Key, Tally>> days = new TreeMap<>();
    hours.forEach(
        (hour, tallies) -> {
          Map<HourlyUsage.Key, Tally> day =
              days.computeIfAbsent(dayOf(hour), absent -> new HashMap<>());
          tallies.forEach((key, tally) -> day.merge(key, tally, Tally::plus));
        });
    return new DailyTotals(days);
  }

  /** Returns the day of the epoch in which an hour of the epoch lies. */
  static long dayOf(long hour) {
    return Math.floorDiv(hour, HOURS_OF_DAY);
  }

  /**
   * Gives the totals of a stretch of time to {@code reader}, earliest day first.
   *
   * @param fromDay day of the epoch, inclusive
   * @param toDay day of the epoch, exclusive
   */
  void each(long fromDay, long toDay, Consumer<DailyUsage> reader) {
    between(fromDay, toDay)
        .forEach(
            (day, tallies) -> {
              Instant start = Instant.ofEpochSecond(day * SECONDS_OF_DAY);
              tallies.forEach(
                  (key, tally) -> reader.accept(new DailyUsage(start, key, tally.sum())));
            });
  }

  /** Returns how many records of the wanted kinds there are in a stretch of time. */
  long records(long fromDay, long toDay, Predicate<HourlyUsage.Key> wanted) {
    long records = 0;
    for (Map<HourlyUsage.Key, Tally> tallies : between(fromDay, toDay).values()) {
      for (Map.Entry<HourlyUsage.Key, Tally> one : tallies.entrySet()) {
        records += wanted.test(one.getKey()) ? one.getValue().records() : 0;
      }
    }
    return records;
  }

  /** Returns the newest day of the epoch that has records, up to one and with that. */
  OptionalLong newestUpTo(long day) {
    Long newest = days.floorKey(day);
    return newest == null ? OptionalLong.empty() : OptionalLong.of(newest);
  }

  private NavigableMap<Long, Map<HourlyUsage.Key, Tally>> between(long fromDay, long toDay) {
    return fromDay >= toDay
        ? Collections.emptyNavigableMap()
        : days.subMap(fromDay, true, toDay, false);
  }

  /** Returns how many sums there are, which is what it weighs in memory. */
  int size() {
    return days.values().stream().mapToInt(Map::size).sum();
  }
}
