package io.routerly.api;

import io.routerly.domain.UsageRecord;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.HourlyUsage;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A snapshot of records in a list, reckoned without any shortcut.
 *
 * @param all the records, in the order in which they were appended
 * @param readable how many of them are read before the disk fails
 */
record ListedUsage(List<UsageRecord> all, int readable) implements UsageSnapshot {
  ListedUsage {
    all = List.copyOf(all);
  }

  @Override
  public void records(Instant from, Instant to, Consumer<UsageRecord> reader) {
    records(UsageFilter.ALL.between(from, to), reader);
  }

  @Override
  public void records(UsageFilter filter, Consumer<UsageRecord> reader) {
    all.stream().filter(filter::matches).limit(readable).forEach(reader);
    if (readable < all.size()) {
      throw new GatewayException(ErrorCode.USAGE_STORE_UNAVAILABLE, "input/output error");
    }
  }

  @Override
  public void hours(Instant from, Instant to, Consumer<HourlyUsage> reader) {
    Map<Instant, Map<HourlyUsage.Key, HourlyUsage.Sum>> hours = new TreeMap<>();
    records(
        from,
        to,
        record ->
            hours
                .computeIfAbsent(
                    record.timestamp().truncatedTo(ChronoUnit.HOURS), hour -> new HashMap<>())
                .merge(
                    HourlyUsage.Key.of(record),
                    HourlyUsage.Sum.NOTHING.plus(record),
                    HourlyUsage.Sum::plus));
    hours.forEach(
        (hour, sums) -> sums.forEach((key, sum) -> reader.accept(new HourlyUsage(hour, key, sum))));
  }
}
