package io.routerly.domain;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checks that the records of this package share; each throws {@link InvalidFieldException}. */
final class Checks {
  private static final int MOST_DIGITS = 15;
  private static final int MOST_DECIMALS = 30;

  private Checks() {}

  static void notBlank(String value, String field) {
    if (value.isBlank()) {
      throw new InvalidFieldException(field, "must not be empty");
    }
  }

  /** A name or a sentence that people read, in lists and in logs. */
  static void line(String value, int most, String field) {
    notBlank(value, field);
    if (value.length() > most || value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidFieldException(field, "must be one line of at most " + most + " characters");
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

  /** What is counted up to it must stay short enough to be written out. */
  static void amount(BigDecimal value, String field) {
    notNegative(value, field);
    if (value.scale() > MOST_DECIMALS || value.precision() - value.scale() > MOST_DIGITS) {
      throw new InvalidFieldException(
          field,
          "must have at most "
              + MOST_DIGITS
              + " digits before and "
              + MOST_DECIMALS
              + " after the decimal point");
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
