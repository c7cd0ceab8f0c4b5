package io.routerly.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.WindowType;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Windows of budgets, against a slow model that walks through time and looks at what the clocks of
 * the zone show.
 */
class TimeWindowTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final List<String> PERIODS =
      List.of("hourly", "daily", "weekly", "monthly", "yearly");

  /**
   * Whole and half hours, both hemispheres, changes at midnight, a skipped day, a half-hour DST.
   */
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "America/St_Johns",
          "America/Sao_Paulo",
          "America/Havana",
          "Asia/Kolkata",
          "Asia/Kathmandu",
          "Asia/Beirut",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "Pacific/Auckland",
          "Africa/Casablanca");

  /** Two decades that hold 53-week years, leap days and the changes of all these zones. */
  private static final Instant FIRST = Instant.parse("2008-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("2030-12-31T23:59:00Z");

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(ZONES);
  }

  @Provide
  Arbitrary<String> periods() {
    return Arbitraries.of(PERIODS);
  }

  @Provide
  Arbitrary<Long> times() {
    return Arbitraries.longs().between(FIRST.toEpochMilli(), LAST.toEpochMilli());
  }

  /**
   * What the clocks show, as far as the period goes; a day that was shown once is not shown again.
   */
  private static Comparable<?> label(String period, ZoneId zone, long at) {
    if (period.equals("hourly")) {
      ZonedDateTime time = Instant.ofEpochMilli(at).atZone(zone);
      return time.toLocalDate() + " " + time.getHour() + " " + time.getOffset();
    }
    LocalDate day = LocalDate.MIN;
    for (long back = 0; back <= 3 * HOUR; back += HOUR / 2) {
      LocalDate shown = Instant.ofEpochMilli(at - back).atZone(zone).toLocalDate();
      day = shown.isAfter(day) ? shown : day;
    }
    return switch (period) {
      case "daily" -> day;
      case "weekly" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case "monthly" -> day.withDayOfMonth(1);
      default -> day.withDayOfYear(1);
    };
  }

  /** Walks back in steps, then in minutes, to the first minute that has the same label. */
  private static long slowStart(String period, ZoneId zone, long at) {
    Object label = label(period, zone, at);
    long minute = Math.floorDiv(at, MINUTE) * MINUTE;
    long step = period.equals("hourly") ? MINUTE : 6 * HOUR;
    long start = minute;
    while (label(period, zone, start - step).equals(label)) {
      start -= step;
    }
    while (label(period, zone, start - MINUTE).equals(label)) {
      start -= MINUTE;
    }
    return start;
  }

  @Property(tries = 400)
  void periodsBeginWhenTheClocksOfTheZoneSaySo(
      @ForAll("zones") String zone, @ForAll("periods") String period, @ForAll("times") long at) {
    TimeWindow window = TimeWindow.of(WindowType.PERIOD, period, ZoneId.of(zone));
    assertThat(Instant.ofEpochMilli(window.stretch(at)))
        .isEqualTo(Instant.ofEpochMilli(slowStart(period, ZoneId.of(zone), at)));
  }

  @Property(tries = 2000)
  void periodsFollowEachOtherWithoutAGap(
      @ForAll("zones") String zone, @ForAll("periods") String period, @ForAll("times") long at) {
    TimeWindow window = TimeWindow.of(WindowType.PERIOD, period, ZoneId.of(zone));
    long start = window.stretch(at);
    long next = window.next(start);
    assertThat(start).isLessThanOrEqualTo(at);
    assertThat(next).isGreaterThan(at);
    assertThat(window.stretch(next - 1)).isEqualTo(start);
    assertThat(window.stretch(next)).isEqualTo(next);
    assertThat(window.stretch(start)).isEqualTo(start);
  }

  @ParameterizedTest(name = "{0} in {1} at {2}: {3} to {4}")
  @CsvSource({
    "daily,   Europe/Berlin,    2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "daily,   Europe/Berlin,    2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "hourly,  Europe/Berlin,    2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
    "hourly,  Europe/Berlin,    2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
    "hourly,  Asia/Kolkata,     2026-06-01T10:15:00Z, 2026-06-01T09:30:00Z, 2026-06-01T10:30:00Z",
    "weekly,  UTC,              2027-01-03T23:59:59Z, 2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
    "weekly,  UTC,              2021-01-01T00:00:00Z, 2020-12-28T00:00:00Z, 2021-01-04T00:00:00Z",
    "monthly, UTC,              2028-02-29T12:00:00Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
    "monthly, America/New_York, 2026-03-31T23:00:00Z, 2026-03-01T05:00:00Z, 2026-04-01T04:00:00Z",
    "yearly,  Pacific/Auckland, 2026-12-31T12:00:00Z, 2026-12-31T11:00:00Z, 2027-12-31T11:00:00Z",
    "daily,   Pacific/Apia,     2011-12-30T09:00:00Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
    "daily,   America/Sao_Paulo,2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z"
  })
  void knowsTheDaysOnWhichOthersGoWrong(
      String period, String zone, Instant at, Instant start, Instant end) {
    TimeWindow window = TimeWindow.of(WindowType.PERIOD, period, ZoneId.of(zone));
    long stretch = window.stretch(at.toEpochMilli());
    assertThat(Instant.ofEpochMilli(stretch)).isEqualTo(start);
    assertThat(Instant.ofEpochMilli(window.next(stretch))).isEqualTo(end);
  }

  @ParameterizedTest(name = "rolling {0}: {1} ms")
  @CsvSource({
    "second, 1000",
    "minute, 60000",
    "hour, 3600000",
    "day, 86400000",
    "week, 604800000",
    "month, 2592000000"
  })
  void rollingWindowsAreCutIntoSixtyAtLeast(String size, long length) {
    TimeWindow window = TimeWindow.of(WindowType.ROLLING, size, ZoneId.of("UTC"));
    long now = FIRST.toEpochMilli() + 12_345_678;
    long step = window.next(window.stretch(now)) - window.stretch(now);
    assertThat(step).isLessThanOrEqualTo(length / 60);
    assertThat(window.oldest(now)).isBetween(now - length - step, now - length);
    assertThat(window.expiry(window.stretch(now))).isBetween(now + length, now + length + step);
    assertThat(window.startedAt(now)).isEqualTo(now - length);
  }

  @Test
  void tellsWhichWindowsAreMadeOfWholeHours() {
    ZoneId utc = ZoneId.of("UTC");
    assertThat(TimeWindow.of(WindowType.ROLLING, "month", utc).keepsHoursWhole()).isTrue();
    assertThat(TimeWindow.of(WindowType.ROLLING, "week", utc).keepsHoursWhole()).isFalse();
    assertThat(TimeWindow.of(WindowType.PERIOD, "daily", utc).keepsHoursWhole()).isTrue();
  }
}
