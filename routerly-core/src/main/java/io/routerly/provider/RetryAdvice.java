package io.routerly.provider;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import io.routerly.upstream.Header;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads when a provider wants to be asked again: {@code retry-after-ms}, {@code Retry-After} in
 * seconds or as a date, or the {@code retryDelay} in the body of Google's errors.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">Retry-After</a>
 * @see <a href="https://cloud.google.com/apis/design/errors#error_payloads">RetryInfo</a>
 */
final class RetryAdvice {
  /** For a date that cannot be compared: later than at once is all that is known. */
  private static final Duration SOME_TIME = Duration.ofMinutes(1);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final BigDecimal NANOS_PER_MILLI = new BigDecimal(1_000_000);
  private static final BigDecimal NANOS_PER_SECOND = new BigDecimal(1_000_000_000);

  private RetryAdvice() {}

  static Optional<Duration> of(List<Header> headers, byte[] body) {
    return header(headers, "retry-after-ms")
        .flatMap(value -> amount(value, NANOS_PER_MILLI))
        .or(() -> header(headers, "retry-after").flatMap(value -> retryAfter(value, headers)))
        .or(() -> retryDelay(body));
  }

  private static Optional<String> header(List<Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(header -> header.value().strip())
        .findFirst();
  }

  private static Optional<Duration> amount(String number, BigDecimal nanosPerUnit) {
    return NUMBER.matcher(number).matches()
        ? Optional.of(Duration.ofNanos(new BigDecimal(number).multiply(nanosPerUnit).longValue()))
        : Optional.empty();
  }

  /** A date is compared with the answer's own, so that nobody's clock has to be right. */
  private static Optional<Duration> retryAfter(String value, List<Header> headers) {
    return amount(value, NANOS_PER_SECOND)
        .or(
            () ->
                date(value)
                    .map(
                        then ->
                            header(headers, "date")
                                .flatMap(RetryAdvice::date)
                                .map(now -> notNegative(Duration.between(now, then)))
                                .orElse(SOME_TIME)));
  }

  private static Optional<ZonedDateTime> date(String value) {
    try {
      return Optional.of(ZonedDateTime.parse(value, RFC_1123_DATE_TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private static Optional<Duration> retryDelay(byte[] body) {
    try {
      return delayIn(new JsonCursor(body));
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  /** Looks through the value that stands here, which is an object or a list where it is of use. */
  private static Optional<Duration> delayIn(JsonCursor cursor) {
    return switch (cursor.peek()) {
      case '{' -> delayInObject(cursor);
      case '[' -> delayInArray(cursor);
      default -> {
        cursor.skip();
        yield Optional.empty();
      }
    };
  }

  private static Optional<Duration> delayInObject(JsonCursor cursor) {
    Optional<Duration> found = Optional.empty();
    cursor.enterObject();
    while (cursor.nextField()) {
      boolean named = cursor.nameIs("retryDelay") && cursor.peek() == '"';
      Optional<Duration> here = named ? protobuf(cursor.readString()) : delayIn(cursor);
      found = here.isPresent() ? here : found;
    }
    return found;
  }

  private static Optional<Duration> delayInArray(JsonCursor cursor) {
    Optional<Duration> found = Optional.empty();
    cursor.enterArray();
    while (cursor.nextElement()) {
      Optional<Duration> here = delayIn(cursor);
      found = here.isPresent() ? here : found;
    }
    return found;
  }

  /** Reads {@code 30s} or {@code 1.5s}. */
  private static Optional<Duration> protobuf(String text) {
    return text.endsWith("s")
        ? amount(text.substring(0, text.length() - 1), NANOS_PER_SECOND)
        : Optional.empty();
  }
}
