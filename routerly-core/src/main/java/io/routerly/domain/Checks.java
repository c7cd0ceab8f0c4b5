package io.routerly.domain;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checks that the records of this package share; each throws {@link InvalidFieldException}. */
final class Checks {
  private Checks() {}

  static void notBlank(String value, String field) {
    if (value.isBlank()) {
      throw new InvalidFieldException(field, "must not be empty");
    }
  }

  static void matches(String value, Pattern pattern, String field, String allowed) {
    if (!pattern.matcher(value).matches()) {
      throw new InvalidFieldException(field, "must be " + allowed + ", not \"" + value + "\"");
    }
  }

  static void inRange(long value, long min, long max, String field) {
    if (value < min || value > max) {
      throw new InvalidFieldException(
          field, "must be from " + min + " to " + max + ", not " + value);
    }
  }

  static void notNegative(Optional<BigDecimal> value, String field) {
    value.ifPresent(number -> notNegative(number, field));
  }

  static void notNegative(BigDecimal value, String field) {
    if (value.signum() < 0) {
      throw new InvalidFieldException(
          field, "must not be negative, but is " + value.toPlainString());
    }
  }
}
