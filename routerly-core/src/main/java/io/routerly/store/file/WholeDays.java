package io.routerly.store.file;

import io.routerly.store.DailyUsage;
import io.routerly.store.HourlyUsage;
import io.routerly.store.UsageFilter;
import io.routerly.store.file.LedgerPart.Span;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads totals by whole days, of which there are few, and only what a stretch of time cuts off from
 * a day by the hours.
 *
 * @param fromHour hour of the epoch, inclusive
 * @param toHour hour of the epoch, exclusive
 */
record WholeDays(long fromHour, long toHour) {
  private static final int HOURS_OF_DAY = 24;
  private static final long SECONDS_OF_DAY = 86_400;

  /** Gives the sums of kinds in that time, those of a whole file at once where it lies in it. */
  void readKinds(LedgerPart part, BiConsumer<HourlyUsage.Key, HourlyUsage.Sum> reader)
      throws IOException {
    if (part.days().liesWithin(firstFull(), afterLastFull())) {
      part.days().whole().forEach((key, tally) -> reader.accept(key, tally.sum()));
    } else {
      read(part, day -> reader.accept(day.key(), day.sum()));
    }
  }

  /** Gives the sums of the wanted kinds, day by day. */
  void readSums(
      LedgerPart part,
      Predicate<HourlyUsage.Key> wanted,
      BiConsumer<Instant, HourlyUsage.Sum> reader)
      throws IOException {
    if (part.days().liesWithin(firstFull(), afterLastFull())) {
      part.days().eachSum(firstFull(), afterLastFull(), wanted, reader);
      return;
    }
    read(
        part,
        day -> {
          if (wanted.test(day.key())) {
            reader.accept(day.day(), day.sum());
          }
        });
  }

  private long firstFull() {
    return -Math.floorDiv(-fromHour, HOURS_OF_DAY); // Rounds up.
  }

  private long afterLastFull() {
    return Math.floorDiv(toHour, HOURS_OF_DAY);
  }

  /** Gives what one file of the ledger holds of that time. */
  void read(LedgerPart part, Consumer<DailyUsage> reader) throws IOException {
    long fromDay = firstFull();
    long toDay = afterLastFull();
    if (fromDay >= toDay) {
      hours(part, fromHour, toHour, reader);
      return;
    }
    part.days().each(fromDay, toDay, reader);
    hours(part, fromHour, fromDay * HOURS_OF_DAY, reader);
    hours(part, toDay * HOURS_OF_DAY, toHour, reader);
  }

  /** Sums by the hour may have to be loaded: that is for files only that have such hours. */
  private static void hours(LedgerPart part, long from, long to, Consumer<DailyUsage> reader)
      throws IOException {
    Span span = part.span();
    if (from < to
        && HourlyTotals.hourOf(span.lastSecond()) >= from
        && HourlyTotals.hourOf(span.firstSecond()) < to) {
      part.view().totals().each(from, to, hour -> reader.accept(DailyUsage.of(hour)));
    }
  }

  /**
   * Returns how many records of one file are meant, if the filter's time takes each of its days as
   * a whole or not at all.
   */
  static OptionalLong count(UsageFilter filter, LedgerPart part) throws IOException {
    Span span = part.span();
    boolean cut =
        filter.from().filter(time -> isAfterStart(time, span) && !isMidnight(time)).isPresent()
            || filter.to().filter(time -> isBeforeEnd(time, span) && !isMidnight(time)).isPresent();
    if (cut) {
      return OptionalLong.empty();
    }
    long from = day(filter.from(), Long.MIN_VALUE, 0);
    long to = day(filter.to(), Long.MAX_VALUE, SECONDS_OF_DAY);
    return OptionalLong.of(part.days().records(from, to, filter::matches));
  }

  private static boolean isAfterStart(Instant from, Span span) {
    return from.getEpochSecond() >= span.firstSecond();
  }

  private static boolean isBeforeEnd(Instant to, Span span) {
    return to.getEpochSecond() <= span.lastSecond();
  }

  private static boolean isMidnight(Instant time) {
    return time.truncatedTo(ChronoUnit.DAYS).equals(time);
  }

  /** A time that is no midnight lies beside the file's records, so that its day does not matter. */
  private static long day(Optional<Instant> time, long otherwise, long further) {
    return time.map(
            known ->
                isMidnight(known)
                    ? Math.floorDiv(known.getEpochSecond(), SECONDS_OF_DAY)
                    : Math.floorDiv(known.getEpochSecond() + further, SECONDS_OF_DAY))
        .orElse(otherwise);
  }
}
