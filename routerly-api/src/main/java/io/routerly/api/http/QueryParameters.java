package io.routerly.api.http;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads query parameters, and says which one is wrong and what is allowed. */
public final class QueryParameters {
  private QueryParameters() {}

  /**
   * Refuses parameters that the resource does not know, which would otherwise be misspelt filters
   * that do not filter.
   */
  public static void requireKnown(MultivaluedMap<String, String> query, Set<String> known) {
    for (String name : query.keySet()) {
      if (!known.contains(name)) {
        throw wrong(name, "is not known here; known are " + known.stream().sorted().toList());
      }
    }
  }

  /** Returns the parameter's value; one without text counts as absent. */
  public static Optional<String> text(MultivaluedMap<String, String> query, String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw wrong(name, "must be given once");
    }
    return values.stream().filter(value -> !value.isBlank()).findFirst();
  }

  /** Returns a point in time in ISO 8601. */
  public static Optional<Instant> instant(MultivaluedMap<String, String> query, String name) {
    return text(query, name).map(value -> parseInstant(name, value));
  }

  private static Instant parseInstant(String name, String value) {
    try {
      // An unescaped plus sign of an offset arrives as a space.
      return OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      throw wrong(name, "must be a time such as 2026-01-31T00:00:00Z");
    }
  }

  static int integer(
      MultivaluedMap<String, String> query, String name, int otherwise, int min, int max) {
    return text(query, name).map(value -> parse(name, value, min, max)).orElse(otherwise);
  }

  private static int parse(String name, String value, int min, int max) {
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, with the same words as a number out of range.
    }
    throw wrong(name, "must be a whole number from " + min + " to " + max);
  }

  /** Returns the exception that tells of a wrong parameter. */
  public static GatewayException wrong(String name, String what) {
    return GatewayException.withDetails(
        ErrorCode.INVALID_REQUEST,
        "The query parameter " + name + " " + what + ".",
        List.of(new GatewayException.Detail("?" + name, what)));
  }
}
