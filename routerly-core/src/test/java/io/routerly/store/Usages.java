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

  /** What sums are of. */
  public record Cell(Instant hour, HourlyUsage.Key key) {}

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
}
