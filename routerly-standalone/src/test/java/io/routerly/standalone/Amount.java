package io.routerly.standalone;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.math.BigDecimal;

/**
 * What calls used, counted naively.
 *
 * @param cost US dollars, without zeroes at its end
 * @param unpriced how many records have tokens and no price
 */
record Amount(long calls, long input, long output, BigDecimal cost, long unpriced) {
  static final Amount NONE = new Amount(0, 0, 0, BigDecimal.ZERO, 0);

  Amount {
    cost = cost.signum() == 0 ? BigDecimal.ZERO : cost.stripTrailingZeros();
  }

  /** Returns what a record of the ledger says. */
  static Amount of(JsonObject record) {
    long input = record.getJsonNumber("inputTokens").longValueExact();
    long output = record.getJsonNumber("outputTokens").longValueExact();
    boolean priced = record.get("cost") instanceof JsonNumber;
    return new Amount(
        record.getInt("calls"),
        input,
        output,
        priced ? record.getJsonNumber("cost").bigDecimalValue() : BigDecimal.ZERO,
        !priced && input + output > 0 ? 1 : 0);
  }

  Amount plus(Amount other) {
    return new Amount(
        calls + other.calls,
        input + other.input,
        output + other.output,
        cost.add(other.cost),
        unpriced + other.unpriced);
  }

  /** Budgets count no records. */
  Amount withoutUnpriced() {
    return new Amount(calls, input, output, cost, 0);
  }
}
