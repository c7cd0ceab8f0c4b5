package io.routerly.store;

import io.routerly.domain.UsageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What snapshots hold, in a form that can be compared. */
public final class Usages {
  private Usages() {}

  /** What sums are of, and the start of their hour or day. */
  public record Cell(Instant start, HourlyUsage.Key key) {}

  public static List<UsageRecord> records(UsageSnapshot snapshot, Instant from, Instant to) {
    List<UsageRecord> records = new ArrayList<>();
    snapshot.records(from, to, records::add);
    return records;
  }

  public static Map<Cell, HourlyUsage.Sum> hours(UsageSnapshot snapshot, Instant from, Instant to) {
    Map<Cell, HourlyUsage.Sum> sums = new HashMap<>();
    snapshot.hours(
        from,
        to,
        hour -> sums.merge(new Cell(hour.hour(), hour.key()), hour.sum(), HourlyUsage.Sum::plus));
    return sums;
  }

  public static Map<Cell, HourlyUsage.Sum> days(UsageSnapshot snapshot, Instant from, Instant to) {
    Map<Cell, HourlyUsage.Sum> sums = new HashMap<>();
    snapshot.days(
        from,
        to,
        day -> sums.merge(new Cell(day.day(), day.key()), day.sum(), HourlyUsage.Sum::plus));
    return sums;
  }
}
