package io.routerly.store.file;

import io.routerly.store.UsageFilter;
import io.routerly.store.file.LedgerIndex.Stretch;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many records of one file a filter means, hour by hour: so the number of all is known without
 * reading them, and stretches of the file that hold none are passed over.
 */
final class MatchingHours {
  private static final int SECONDS_OF_HOUR = 3600;

  private final UsageFilter filter;
  private final TreeMap<Long, Long> hours = new TreeMap<>();

  MatchingHours(UsageFilter filter, TotalsView totals) {
    this.filter = filter;
    long from = filter.from().map(MatchingHours::hourOf).orElse(Long.MIN_VALUE);
    long to = filter.to().map(MatchingHours::hourOf).orElse(Long.MAX_VALUE - 1) + 1;
    totals.countEach(from, to, filter::matches, hours::put);
  }

  private static long hourOf(Instant time) {
    return HourlyTotals.hourOf(time.getEpochSecond());
  }

  /** Returns whether a stretch may hold a record that is meant. */
  boolean mayHold(Stretch stretch) {
    Long next = hours.ceilingKey(HourlyTotals.hourOf(stretch.firstSecond()));
    return next != null && next <= HourlyTotals.hourOf(stretch.lastSecond());
  }

  /** Returns whether each hour of a stretch holds a record that is meant. */
  boolean holdThroughout(Stretch stretch) {
    long first = HourlyTotals.hourOf(stretch.firstSecond());
    long last = HourlyTotals.hourOf(stretch.lastSecond());
    return hours.subMap(first, true, last, true).size() == last - first + 1;
  }

  /** Returns whether the record of a second of the epoch may be meant. */
  boolean mayHold(long second) {
    return second == RecordTime.UNREADABLE || hours.containsKey(HourlyTotals.hourOf(second));
  }

  /**
   * Returns how many records are meant in the hours that lie within the filter's time as a whole.
   */
  long inWholeHours() {
    return hours.entrySet().stream()
        .filter(hour -> !isCut(hour.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Returns whether a stretch may hold a record that is meant, in an hour that is not whole. */
  boolean mayHoldInCutHour(Stretch stretch) {
    return mayHold(stretch)
        && hours
            .subMap(
                HourlyTotals.hourOf(stretch.firstSecond()),
                true,
                HourlyTotals.hourOf(stretch.lastSecond()),
                true)
            .keySet()
            .stream()
            .anyMatch(this::isCut);
  }

  /** Returns whether only a part of an hour lies within the filter's time. */
  boolean isCut(long hour) {
    Instant start = Instant.ofEpochSecond(hour * SECONDS_OF_HOUR);
    Instant end = start.plusSeconds(SECONDS_OF_HOUR);
    return filter.from().filter(start::isBefore).isPresent()
        || filter.to().filter(end::isAfter).isPresent();
  }
}
