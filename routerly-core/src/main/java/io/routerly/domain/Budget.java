package io.routerly.domain;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A limit on what the installation, a project or a token may use within a window of time.
 *
 * @param metric what is counted
 * @param limit most that is allowed: US dollars, calls or tokens; 0 blocks
 * @param windowType calendar period or rolling window
 * @param windowSize length, out of the names that the window type knows
 * @param onExhausted what happens at the limit
 * @param cheapestFrom with {@code onExhausted} {@code cheapest}: from which percentage of the limit
 *     only the cheapest models remain
 * @param thresholds percentages of the limit at which people are told, once per window
 * @param timeZone IANA name of the zone whose calendar a period follows; absent: UTC
 */
public record Budget(
    BudgetMetric metric,
    BigDecimal limit,
    WindowType windowType,
    String windowSize,
    @Default("\"block\"") OnExhausted onExhausted,
    @Default("100") int cheapestFrom,
    List<Integer> thresholds,
    Optional<String> timeZone) {

  private static final List<String> PERIODS =
      List.of("hourly", "daily", "weekly", "monthly", "yearly");
  private static final List<String> ROLLING =
      List.of("second", "minute", "hour", "day", "week", "month");

  public Budget {
    Checks.amount(limit, "limit");
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
    Checks.inRange(cheapestFrom, 1, 100, "cheapestFrom");
    if (cheapestFrom < 100 && onExhausted != OnExhausted.CHEAPEST) {
      throw new InvalidFieldException(
          "cheapestFrom", "means something only where onExhausted is \"cheapest\"");
    }
    thresholds.forEach(percent -> Checks.inRange(percent, 1, 1000, "thresholds"));
    thresholds = thresholds.stream().distinct().sorted().toList();
    timeZone.ifPresent(Budget::requireZone);
  }

  /** Returns the zone whose calendar a period follows. */
  public ZoneId zone() {
    return timeZone.map(ZoneId::of).orElse(ZoneOffset.UTC);
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
