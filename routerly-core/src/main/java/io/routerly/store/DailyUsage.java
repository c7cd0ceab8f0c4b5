package io.routerly.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What records of one kind sum up to within one day, or within some hours of it.
 *
 * @param day its start, midnight (UTC)
 * @param key what the records have in common
 * @param sum what they sum up to
 */
public record DailyUsage(Instant day, HourlyUsage.Key key, HourlyUsage.Sum sum) {
  /** Returns an hour's sum as that of its day. */
  public static DailyUsage of(HourlyUsage hour) {
    return new DailyUsage(hour.hour().truncatedTo(ChronoUnit.DAYS), hour.key(), hour.sum());
  }
}
