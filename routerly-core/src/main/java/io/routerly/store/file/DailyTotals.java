package io.routerly.store.file;

import io.routerly.store.DailyUsage;
import io.routerly.store.HourlyUsage;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the records of one file summed up to at one moment, day by day (UTC) and kind by kind: so
 * few sums that those of years stay in memory. Nobody changes it any more.
 */
final class DailyTotals {
  private static final int HOURS_OF_DAY = 24;
  private static final long SECONDS_OF_DAY = 86_400;

  private final NavigableMap<Long, Map<HourlyUsage.Key, Tally>> days;

  /** All days together, once someone has asked for them. */
  private volatile Optional<PackedTallies> whole = Optional.empty();

  /**
   * @param days the sums by the day of the epoch
   */
  DailyTotals(NavigableMap<Long, Map<HourlyUsage.Key, Tally>> days) {
    this.days = Collections.unmodifiableNavigableMap(days);
  }

  NavigableMap<Long, Map<HourlyUsage.Key, Tally>> days() {
    return days;
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
    Kinds kinds = new Kinds();
    days.replaceAll((day, tallies) -> PackedTallies.of(tallies, kinds));
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

  /** Returns what all days together sum up to. */
  PackedTallies whole() {
    Optional<PackedTallies> known = whole;
    if (known.isPresent()) {
      return known.get();
    }
    Map<HourlyUsage.Key, Tally> sums = new HashMap<>();
    days.values()
        .forEach(tallies -> tallies.forEach((key, tally) -> sums.merge(key, tally, Tally::plus)));
    PackedTallies packed = PackedTallies.of(sums, new Kinds());
    whole = Optional.of(packed);
    return packed;
  }

  /** Returns whether all days lie in a stretch of time. */
  boolean liesWithin(long fromDay, long toDay) {
    return days.isEmpty() || (days.firstKey() >= fromDay && days.lastKey() < toDay);
  }

  /** Gives what the wanted kinds sum up to on each day that has any. */
  void eachSum(
      long fromDay,
      long toDay,
      Predicate<HourlyUsage.Key> wanted,
      BiConsumer<Instant, HourlyUsage.Sum> reader) {
    WantedKinds kinds = new WantedKinds(wanted);
    between(fromDay, toDay)
        .forEach(
            (day, tallies) -> {
              Tally sum = kinds.sum(tallies);
              if (sum.records() > 0) {
                reader.accept(Instant.ofEpochSecond(day * SECONDS_OF_DAY), sum.sum());
              }
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

  /** Returns about how many bytes the sums take in memory. */
  int bytes() {
    return days.values().stream().mapToInt(PackedTallies::bytes).sum();
  }
}
