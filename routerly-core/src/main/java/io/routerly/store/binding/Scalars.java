package io.routerly.store.binding;

import io.routerly.domain.WireName;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds values that have no parts; nothing is converted, rounded or cut to fit. */
final class Scalars {
  /** Longer numbers are no amounts, and reckoning with them can exhaust a machine. */
  private static final int MAX_DIGITS = 60;

  private Scalars() {}

  /** Returns the bound value, or null after a finding. */
  static @Nullable Object bind(JsonValue value, Class<?> type, String pointer, Findings findings) {
    if (type == String.class) {
      return string(value, "a string", pointer, findings);
    }
    if (type == boolean.class || type == Boolean.class) {
      return bool(value, pointer, findings);
    }
    if (type == int.class || type == Integer.class) {
      Long whole = whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, pointer, findings);
      return whole == null ? null : whole.intValue();
    }
    if (type == long.class || type == Long.class) {
      return whole(value, Long.MIN_VALUE, Long.MAX_VALUE, pointer, findings);
    }
    if (type == BigDecimal.class) {
      return decimal(value, pointer, findings);
    }
    if (type == Instant.class) {
      return instant(value, pointer, findings);
    }
    if (type.isEnum() && WireName.class.isAssignableFrom(type)) {
      return constant(value, type, pointer, findings);
    }
    if (JsonValue.class.isAssignableFrom(type)) {
      return json(value, type, pointer, findings);
    }
    throw new IllegalArgumentException("records of configuration cannot hold " + type);
  }

  /** Returns a sentence such as {@code must be a number, but is a string}. */
  static String wrongKind(String wanted, JsonValue value) {
    return switch (value.getValueType()) {
      case NULL -> "must be " + wanted + ", but is null: give a value or leave the key out";
      case ARRAY -> "must be " + wanted + ", but is an array";
      case OBJECT -> "must be " + wanted + ", but is an object";
      case STRING -> "must be " + wanted + ", but is a string";
      case NUMBER -> "must be " + wanted + ", but is a number";
      case TRUE, FALSE -> "must be " + wanted + ", but is a boolean";
    };
  }

  private static @Nullable String string(
      JsonValue value, String wanted, String pointer, Findings findings) {
    if (value instanceof JsonString text) {
      return text.getString();
    }
    findings.add(pointer, wrongKind(wanted, value));
    return null;
  }

  private static @Nullable Boolean bool(JsonValue value, String pointer, Findings findings) {
    if (value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE)) {
      return value.equals(JsonValue.TRUE);
    }
    findings.add(pointer, wrongKind("true or false", value));
    return null;
  }

  private static @Nullable Long whole(
      JsonValue value, long min, long max, String pointer, Findings findings) {
    if (!(value instanceof JsonNumber number)) {
      findings.add(pointer, wrongKind("a whole number", value));
      return null;
    }
    BigDecimal decimal = number.bigDecimalValue();
    if (decimal.scale() != 0) {
      findings.add(pointer, "must be a whole number, written without fraction and exponent");
      return null;
    }
    BigInteger whole = decimal.unscaledValue();
    if (whole.bitLength() > 63 || whole.longValue() < min || whole.longValue() > max) {
      findings.add(pointer, "must be a whole number from " + min + " to " + max);
      return null;
    }
    return whole.longValue();
  }

  private static @Nullable BigDecimal decimal(JsonValue value, String pointer, Findings findings) {
    if (!(value instanceof JsonNumber number)) {
      findings.add(pointer, wrongKind("a number", value));
      return null;
    }
    BigDecimal decimal = number.bigDecimalValue();
    if (decimal.precision() > MAX_DIGITS || Math.abs((long) decimal.scale()) > MAX_DIGITS) {
      findings.add(pointer, "must be a number of at most " + MAX_DIGITS + " digits");
      return null;
    }
    return decimal;
  }

  private static @Nullable Instant instant(JsonValue value, String pointer, Findings findings) {
    String text = string(value, "a date and time", pointer, findings);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      findings.add(
          pointer,
          "must be a date and time with zone, such as \"2024-01-15T10:00:00Z\" (ISO 8601)");
      return null;
    }
  }

  private static @Nullable Object constant(
      JsonValue value, Class<?> type, String pointer, Findings findings) {
    List<WireName> constants =
        Arrays.stream(type.getEnumConstants()).map(WireName.class::cast).toList();
    List<String> names = constants.stream().map(WireName::wireName).toList();
    String name =
        string(value, "one of the strings " + String.join(", ", names), pointer, findings);
    if (name == null) {
      return null;
    }
    int index = names.indexOf(name);
    if (index < 0) {
      findings.add(pointer, "unknown value \"" + name + "\"; " + Suggestions.remedy(name, names));
      return null;
    }
    return constants.get(index);
  }

  private static @Nullable Object json(
      JsonValue value, Class<?> type, String pointer, Findings findings) {
    if (type.isInstance(value)) {
      return value;
    }
    findings.add(pointer, wrongKind(type == JsonObject.class ? "an object" : "an array", value));
    return null;
  }
}
