package io.routerly.domain;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A limit on what a project or token may use within a window of time.
 *
 * @param metric what is counted
 * @param limit most that is allowed: US dollars, calls or tokens; 0 blocks
 * @param windowType calendar period or rolling window
 * @param windowSize length, out of the names that the window type knows
 * @param onExhausted what happens at the limit: {@code block}
 * @param timeZone IANA name of the zone whose calendar a period follows; absent: UTC
 */
public record Budget(
    BudgetMetric metric,
    BigDecimal limit,
    WindowType windowType,
    String windowSize,
    @Default("\"block\"") String onExhausted,
    Optional<String> timeZone) {

  private static final List<String> PERIODS =
      List.of("hourly", "daily", "weekly", "monthly", "yearly");
  private static final List<String> ROLLING =
      List.of("second", "minute", "hour", "day", "week", "month");

  public Budget {
    Checks.notNegative(limit, "limit");
    List<String> sizes = windowType == WindowType.PERIOD ? PERIODS : ROLLING;
    if (!sizes.contains(windowSize)) {
      throw new InvalidFieldException(
          "windowSize",
          "must be out of "
              + sizes
              + " for windowType "
              + windowType.wireName()
              + ", not \""
              + windowSize
              + "\"");
    }
    if (!onExhausted.equals("block")) {
      throw new InvalidFieldException(
          "onExhausted", "must be \"block\", not \"" + onExhausted + "\"");
    }
    timeZone.ifPresent(Budget::requireZone);
  }

  private static void requireZone(String zone) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new InvalidFieldException(
          "timeZone", "must be an IANA time zone such as \"Europe/Berlin\", not \"" + zone + "\"");
    }
  }
}
