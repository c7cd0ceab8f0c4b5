package io.routerly.store.file;

import io.routerly.store.HourlyUsage;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the records of one file summed up to at one moment, hour by hour and kind by kind. Nobody
 * changes it any more.
 *
 * @param hours the sums by the hour of the epoch
 * @param days the same by the day
 */
record TotalsView(NavigableMap<Long, Map<HourlyUsage.Key, Tally>> hours, DailyTotals days) {
  static final TotalsView NOTHING = new TotalsView(new TreeMap<>());

  private static final int SECONDS_OF_HOUR = 3600;

  TotalsView {
    hours = Collections.unmodifiableNavigableMap(hours);
  }

  /** Sums the days up, too. */
  TotalsView(NavigableMap<Long, Map<HourlyUsage.Key, Tally>> hours) {
    this(hours, DailyTotals.of(hours));
  }

  /**
   * Gives the totals of a stretch of time to {@code reader}, earliest hour first.
   *
   * @param fromHour hour of the epoch, inclusive
   * @param toHour hour of the epoch, exclusive
   */
  void each(long fromHour, long toHour, Consumer<HourlyUsage> reader) {
    between(fromHour, toHour)
        .forEach(
            (hour, tallies) -> {
              Instant start = Instant.ofEpochSecond(hour * SECONDS_OF_HOUR);
              tallies.forEach(
                  (key, tally) -> reader.accept(new HourlyUsage(start, key, tally.sum())));
            });
  }

  /** Gives each hour of a stretch of time that has records of the wanted kinds, and how many. */
  void countEach(
      long fromHour,
      long toHour,
      Predicate<HourlyUsage.Key> wanted,
      BiConsumer<Long, Long> reader) {
    between(fromHour, toHour)
        .forEach(
            (hour, tallies) -> {
              long records = 0;
              for (Map.Entry<HourlyUsage.Key, Tally> one : tallies.entrySet()) {
                records += wanted.test(one.getKey()) ? one.getValue().records() : 0;
              }
              if (records > 0) {
                reader.accept(hour, records);
              }
            });
  }

  private NavigableMap<Long, Map<HourlyUsage.Key, Tally>> between(long fromHour, long toHour) {
    return fromHour >= toHour
        ? Collections.emptyNavigableMap()
        : hours.subMap(fromHour, true, toHour, false);
  }

  /** Returns how many sums there are. */
  int size() {
    return hours.values().stream().mapToInt(Map::size).sum();
  }

  /** Returns about how many bytes the sums by the hour take in memory. */
  int bytes() {
    return hours.values().stream().mapToInt(PackedTallies::bytes).sum();
  }
}
