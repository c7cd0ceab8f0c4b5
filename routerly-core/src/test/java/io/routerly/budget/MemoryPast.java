package io.routerly.budget;

import io.routerly.domain.UsageRecord;
import io.routerly.store.HourlyUsage;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A ledger in memory, of which views can be taken. */
final class MemoryPast {
  private final List<UsageRecord> records = new ArrayList<>();
  private final AtomicLong read = new AtomicLong();

  synchronized void append(UsageRecord record) {
    records.add(record);
  }

  synchronized List<UsageRecord> records() {
    return List.copyOf(records);
  }

  /** Returns how many single records were read so far. */
  long read() {
    return read.get();
  }

  UsageSnapshot snapshot() {
    List<UsageRecord> taken = records();
    return new UsageSnapshot() {
      @Override
      public void records(Instant from, Instant to, Consumer<UsageRecord> reader) {
        taken.stream()
            .filter(record -> !record.timestamp().isBefore(from) && record.timestamp().isBefore(to))
            .peek(record -> read.incrementAndGet())
            .forEach(reader);
      }

      @Override
      public void records(UsageFilter filter, Consumer<UsageRecord> reader) {
        throw new UnsupportedOperationException("no budget asks for that");
      }

      @Override
      public void hours(Instant from, Instant to, Consumer<HourlyUsage> reader) {
        totals(taken).stream()
            .filter(hour -> !hour.hour().isBefore(from) && hour.hour().isBefore(to))
            .forEach(reader);
      }
    };
  }

  private static List<HourlyUsage> totals(List<UsageRecord> records) {
    record Slot(Instant hour, HourlyUsage.Key key) {}
    Map<Slot, HourlyUsage.Sum> sums = new HashMap<>();
    for (UsageRecord record : records) {
      Slot slot =
          new Slot(record.timestamp().truncatedTo(ChronoUnit.HOURS), HourlyUsage.Key.of(record));
      sums.merge(slot, HourlyUsage.Sum.NOTHING.plus(record), HourlyUsage.Sum::plus);
    }
    return sums.entrySet().stream()
        .map(sum -> new HourlyUsage(sum.getKey().hour(), sum.getKey().key(), sum.getValue()))
        .toList();
  }
}
