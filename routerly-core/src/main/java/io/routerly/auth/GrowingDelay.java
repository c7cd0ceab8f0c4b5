package io.routerly.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes each key wait longer the more often it failed in a row: the first five attempts are free,
 * after that a second, two, four, and so on up to a quarter of an hour. An hour without an attempt
 * is forgiven.
 *
 * <p>An attempt counts as failed when it is taken, so that attempts in parallel cannot get past the
 * delay, until it is forgiven. Remembers a bounded number of keys. Thread-safe.
 */
final class GrowingDelay {
  private static final int FREE = 5;
  private static final int MOST_DOUBLINGS = 10;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGIVEN = Duration.ofHours(1);
  private static final int MAX_KEYS = 10_000;

  private record Failures(int count, Instant last, Instant notBefore) {}

  private final Clock clock;
  private final Cache<String, Failures> failures =
      Caffeine.newBuilder().maximumSize(MAX_KEYS).build();

  GrowingDelay(Clock clock) {
    this.clock = clock;
  }

  /**
   * Takes an attempt of {@code key}.
   *
   * @throws io.routerly.error.GatewayException {@code too_many_attempts} with the time to wait
   */
  void take(String key) {
    Instant now = clock.instant();
    failures.asMap().compute(key, (k, before) -> next(before, now));
  }

  private static Failures next(@org.jspecify.annotations.Nullable Failures before, Instant now) {
    if (before == null || now.isAfter(before.last().plus(FORGIVEN))) {
      return new Failures(1, now, now);
    }
    if (now.isBefore(before.notBefore())) {
      throw AttemptThrottle.tooMany(Duration.between(now, before.notBefore()));
    }
    int count = before.count() + 1;
    return new Failures(count, now, now.plus(delayAfter(count)));
  }

  private static Duration delayAfter(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    Duration doubled = Duration.ofSeconds(1L << Math.min(count - FREE, MOST_DOUBLINGS));
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  /** Forgets the failures of {@code key}. */
  void forgive(String key) {
    failures.invalidate(key);
  }
}
