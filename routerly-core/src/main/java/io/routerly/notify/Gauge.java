package io.routerly.notify;

import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How much of a budget is used.
 *
 * @param percent whole percents of its limit, rounded down; more than 100 where it was overrun
 */
record Gauge(long percent) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final long MOST = 9_999;

  /** Returns that of the budget which a message tells of, if it tells of one. */
  static Optional<Gauge> of(Notice notice) {
    return Optional.ofNullable(notice.facts().getJsonObject("budget")).map(Gauge::of);
  }

  private static Gauge of(JsonObject budget) {
    BigDecimal limit = budget.getJsonNumber("limit").bigDecimalValue();
    BigDecimal used = budget.getJsonNumber("current").bigDecimalValue();
    return limit.signum() == 0
        ? new Gauge(100)
        : new Gauge(used.multiply(HUNDRED).divide(limit, 0, RoundingMode.DOWN).longValue());
  }

  Gauge {
    percent = Math.max(0, Math.min(percent, MOST));
  }

  /** Returns how much of a bar is filled, from 0 to 100. */
  int filled() {
    return (int) Math.min(percent, 100);
  }
}
