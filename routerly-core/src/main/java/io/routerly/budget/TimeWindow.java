package io.routerly.budget;

import io.routerly.domain.WindowType;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * Cuts time into the stretches that use is summed up in. Immutable.
 *
 * <p>A calendar period is one stretch. A rolling window is made of at least sixty of equal length,
 * counted from the epoch; the oldest, which is in the window but in part, counts as a whole, so
 * that no window of the full length ever holds more than was counted.
 */
sealed interface TimeWindow {
  /** Returns the window of that name, as budgets have it. */
  static TimeWindow of(WindowType type, String size, ZoneId zone) {
    return type == WindowType.PERIOD ? new Period(Unit.of(size), zone) : Rolling.of(size);
  }

  /** Returns the start of the stretch that a time lies in. All times are epoch milliseconds. */
  long stretch(long at);

  /** Returns the start of the oldest stretch that counts at a time. */
  long oldest(long now);

  /** Returns the start of the stretch after this one. */
  long next(long stretch);

  /** Returns when a stretch stops to count. */
  long expiry(long stretch);

  /** Returns whether no full hour (UTC), from the oldest stretch on, lies in two stretches. */
  boolean keepsHoursWhole();

  /** Returns when the time that counts began. */
  long startedAt(long now);

  /** The units of the calendar. A day begins when the zone's clocks first show it. */
  enum Unit {
    HOURLY(ChronoUnit.HOURS),
    DAILY(ChronoUnit.DAYS),
    WEEKLY(ChronoUnit.WEEKS),
    MONTHLY(ChronoUnit.MONTHS),
    YEARLY(ChronoUnit.YEARS);

    private final ChronoUnit step;

    Unit(ChronoUnit step) {
      this.step = step;
    }

    static Unit of(String windowSize) {
      return valueOf(windowSize.toUpperCase(Locale.ROOT));
    }

    private LocalDate firstDay(LocalDate day) {
      return switch (this) {
        case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTHLY -> day.withDayOfMonth(1);
        case YEARLY -> day.withDayOfYear(1);
        case HOURLY, DAILY -> day;
      };
    }
  }

  /**
   * A calendar period.
   *
   * @param zone whose calendar it follows; its hours are those that its clocks show, so that an
   *     hour that is shown twice in autumn is two of them
   */
  record Period(Unit unit, ZoneId zone) implements TimeWindow {
    @Override
    public long stretch(long at) {
      ZonedDateTime time = Instant.ofEpochMilli(at).atZone(zone);
      if (unit == Unit.HOURLY) {
        return hour(time);
      }
      long start = startOf(unit.firstDay(time.toLocalDate()));
      long next = next(start);
      return at < next ? start : next; // Clocks that go back over midnight begin no day again.
    }

    private long startOf(LocalDate day) {
      return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /**
     * Truncation keeps the offset, so that the second of two hours of the same name has a start of
     * its own. Where clocks move by less than an hour, the hour may have begun before they did.
     */
    private static long hour(ZonedDateTime time) {
      long start = time.toOffsetDateTime().truncatedTo(ChronoUnit.HOURS).toInstant().toEpochMilli();
      var before = time.getZone().getRules().previousTransition(time.toInstant().plusNanos(1));
      return before == null ? start : Math.max(start, before.getInstant().toEpochMilli());
    }

    @Override
    public long oldest(long now) {
      return stretch(now);
    }

    @Override
    public long expiry(long stretch) {
      return next(stretch);
    }

    @Override
    public long next(long stretch) {
      ZonedDateTime start = Instant.ofEpochMilli(stretch).atZone(zone);
      if (unit == Unit.HOURLY) {
        return nextHour(start);
      }
      LocalDate next = start.toLocalDate().plus(1, unit.step);
      return startOf(unit.firstDay(next));
    }

    private static long nextHour(ZonedDateTime start) {
      long full =
          start
              .toOffsetDateTime()
              .truncatedTo(ChronoUnit.HOURS)
              .plusHours(1)
              .toInstant()
              .toEpochMilli();
      var next = start.getZone().getRules().nextTransition(start.toInstant());
      return next == null ? full : Math.min(full, next.getInstant().toEpochMilli());
    }

    /** All that counts is one stretch. */
    @Override
    public boolean keepsHoursWhole() {
      return true;
    }

    @Override
    public long startedAt(long now) {
      return stretch(now);
    }
  }

  /**
   * The time just past.
   *
   * @param step length of a stretch, in milliseconds
   * @param steps how many of them are as long as the window
   */
  record Rolling(long step, int steps) implements TimeWindow {
    static Rolling of(String windowSize) {
      return switch (windowSize) {
        case "second" -> new Rolling(10, 100);
        case "minute" -> new Rolling(1_000, 60);
        case "hour" -> new Rolling(60_000, 60);
        case "day" -> new Rolling(24 * 60_000, 60);
        case "week" -> new Rolling(7 * 24 * 60_000, 60);
        default -> new Rolling(12 * 3_600_000, 60); // a month is thirty days
      };
    }

    @Override
    public long stretch(long at) {
      return Math.floorDiv(at, step) * step;
    }

    @Override
    public long oldest(long now) {
      return stretch(now) - steps * step;
    }

    @Override
    public long next(long stretch) {
      return stretch + step;
    }

    @Override
    public long expiry(long stretch) {
      return stretch + (steps + 1) * step;
    }

    @Override
    public boolean keepsHoursWhole() {
      return step % 3_600_000 == 0;
    }

    @Override
    public long startedAt(long now) {
      return now - steps * step;
    }
  }
}
