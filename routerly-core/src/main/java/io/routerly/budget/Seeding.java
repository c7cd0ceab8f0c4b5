package io.routerly.budget;

import io.routerly.domain.UsageRecord;
import io.routerly.store.HourlyUsage;
import io.routerly.store.UsageSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds out from the ledger what was used in the windows of new counters before there were any.
 *
 * <p>Long windows are summed up from the totals of full hours; what lies in an hour in which calls
 * are still under way, or in one that is only in part in the window, from the records themselves.
 * Calls under way bring along what they have used, so their records are passed over.
 */
final class Seeding {
  private static final long HOUR = 3_600_000;

  private final long now;
  private final long settled;
  private final List<Shadow> shadows = new ArrayList<>();
  private final Map<Scope, List<Shadow>> byScope = new HashMap<>();

  /** A new counter, and what was used before it was made. */
  private static final class Shadow {
    private final Counter counter;
    private final Tally past;
    private final long recordsFrom;
    private final long hoursFrom;
    private final long hoursTo;

    Shadow(Counter counter, long now, long settled) {
      this.counter = counter;
      TimeWindow window = counter.tally().window();
      this.past = new Tally(window);
      past.advance(now);
      this.recordsFrom = window.oldest(now);
      long firstFull = -Math.floorDiv(-recordsFrom, HOUR) * HOUR;
      boolean byHours = window.keepsHoursWhole() && firstFull < settled;
      this.hoursFrom = byHours ? firstFull : recordsFrom;
      this.hoursTo = byHours ? settled : recordsFrom;
    }

    void add(long at, Amounts amounts, boolean fromTotals) {
      boolean inHours = at >= hoursFrom && at < hoursTo;
      if (inHours == fromTotals) {
        add(at, amounts);
      }
    }

    void add(long at, Amounts amounts) {
      if (at >= recordsFrom) {
        past.use(at, amounts.of(counter.key().metric()));
      }
    }
  }

  /**
   * @param counters new ones
   * @param now epoch milliseconds
   * @param earliestOpen when the first call under way was admitted, or {@code now}
   */
  Seeding(List<Counter> counters, long now, long earliestOpen) {
    this.now = now;
    this.settled = Math.floorDiv(Math.min(now, earliestOpen), HOUR) * HOUR;
    for (Counter counter : counters) {
      Shadow shadow = new Shadow(counter, now, settled);
      shadows.add(shadow);
      byScope.computeIfAbsent(counter.key().scope(), absent -> new ArrayList<>()).add(shadow);
    }
  }

  /**
   * Reads what is needed; takes as long as the ledger's disk does.
   *
   * @param unwritten records that waited for the ledger before the snapshot was taken, in which
   *     some may be by now
   * @param passedOver trace ids of calls whose records do not count
   */
  void read(UsageSnapshot ledger, List<UsageRecord> unwritten, Set<String> passedOver) {
    hours(ledger);
    for (Span span : recordSpans()) {
      ledger.records(
          Instant.ofEpochMilli(span.from),
          Instant.ofEpochMilli(span.to),
          record -> addRecord(record, passedOver));
    }
    if (!shadows.isEmpty()) {
      missingFrom(ledger, unwritten).forEach(record -> addMissing(record, passedOver));
    }
  }

  /** Records that wait are looked for by their ids, of whatever hour they are. */
  private static Collection<UsageRecord> missingFrom(
      UsageSnapshot ledger, List<UsageRecord> unwritten) {
    Map<String, UsageRecord> missing = new LinkedHashMap<>();
    Instant from = Instant.MAX;
    Instant last = Instant.MIN;
    for (UsageRecord record : unwritten) {
      missing.put(record.id(), record);
      from = record.timestamp().isBefore(from) ? record.timestamp() : from;
      last = record.timestamp().isAfter(last) ? record.timestamp() : last;
    }
    if (!missing.isEmpty()) {
      ledger.records(from, last.plusMillis(1), written -> missing.remove(written.id()));
    }
    return missing.values();
  }

  private void hours(UsageSnapshot ledger) {
    long from =
        shadows.stream()
            .filter(shadow -> shadow.hoursFrom < shadow.hoursTo)
            .mapToLong(shadow -> shadow.hoursFrom)
            .min()
            .orElse(settled);
    if (from < settled) {
      ledger.hours(Instant.ofEpochMilli(from), Instant.ofEpochMilli(settled), this::addHour);
    }
  }

  private record Span(long from, long to) {}

  /** Returns the stretches of time whose records are needed by any counter, none of them twice. */
  private List<Span> recordSpans() {
    long end = now + ChronoUnit.DAYS.getDuration().toMillis();
    List<Span> wanted = new ArrayList<>();
    for (Shadow shadow : shadows) {
      wanted.add(new Span(shadow.recordsFrom, shadow.hoursFrom));
      wanted.add(new Span(shadow.hoursTo, end));
    }
    wanted.removeIf(span -> span.from >= span.to);
    wanted.sort(Comparator.comparingLong(Span::from));
    List<Span> merged = new ArrayList<>();
    for (Span span : wanted) {
      Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && span.from <= last.to) {
        merged.set(merged.size() - 1, new Span(last.from, Math.max(last.to, span.to)));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }

  private void addHour(HourlyUsage hour) {
    Amounts amounts = Amounts.of(hour.sum());
    long at = hour.hour().toEpochMilli();
    each(hour.key().projectId(), hour.key().tokenId(), shadow -> shadow.add(at, amounts, true));
  }

  private void addRecord(UsageRecord record, Set<String> passedOver) {
    Amounts amounts = Amounts.of(record);
    long at = record.timestamp().toEpochMilli();
    each(record, passedOver, shadow -> shadow.add(at, amounts, false));
  }

  /** No totals know of it. */
  private void addMissing(UsageRecord record, Set<String> passedOver) {
    Amounts amounts = Amounts.of(record);
    long at = record.timestamp().toEpochMilli();
    each(record, passedOver, shadow -> shadow.add(at, amounts));
  }

  private void each(UsageRecord record, Set<String> passedOver, Consumer<Shadow> action) {
    if (!passedOver.contains(record.traceId())) {
      each(record.projectId(), record.tokenId(), action);
    }
  }

  private void each(String projectId, String tokenId, Consumer<Shadow> action) {
    byScope.getOrDefault(Scope.GLOBAL, List.of()).forEach(action);
    byScope.getOrDefault(Scope.project(projectId), List.of()).forEach(action);
    byScope.getOrDefault(Scope.token(tokenId), List.of()).forEach(action);
  }

  /** Adds what was found to the counters; the lock of the gate is held. */
  void apply(long time) {
    for (Shadow shadow : shadows) {
      Tally tally = shadow.counter.tally();
      tally.advance(time);
      tally.absorb(shadow.past);
    }
  }
}
