package io.routerly.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.time.Clock;
import java.time.Duration;

/**
 * Lets each key try something a few times at once and then at a steady slow pace.
 *
 * <p>An attempt is either taken before it is made and given back when it turns out well, so that
 * attempts in parallel cannot get past the limit; or it is charged after it failed, which is for
 * callers that make one attempt of a key at a time. Remembers a bounded number of keys.
 * Thread-safe.
 */
public final class AttemptThrottle {
  private static final int MAX_KEYS = 10_000;

  private final Clock clock;
  private final int burst;
  private final long intervalMillis;

  /** For each key, the time in epoch milliseconds at which its whole burst is available again. */
  private final Cache<String, Long> fullAgainAt =
      Caffeine.newBuilder().maximumSize(MAX_KEYS).build();

  /**
   * @param burst attempts that are free at once
   * @param interval time after which one more is free
   */
  public AttemptThrottle(Clock clock, int burst, Duration interval) {
    this.clock = clock;
    this.burst = burst;
    this.intervalMillis = interval.toMillis();
  }

  /**
   * Takes {@code weight} attempts of {@code key}; a weight above the burst counts as the burst.
   *
   * @throws GatewayException {@code too_many_attempts} with the time to wait when they are not free
   */
  public void take(String key, int weight) {
    long now = clock.millis();
    long cost = Math.min(weight, burst) * intervalMillis;
    long latest = now + burst * intervalMillis;
    fullAgainAt
        .asMap()
        .compute(
            key,
            (k, before) -> {
              long after = Math.max(before == null ? now : before, now) + cost;
              if (after > latest) {
                throw tooMany(Duration.ofMillis(after - latest));
              }
              return after;
            });
  }

  /**
   * Makes sure that an attempt of {@code key} is free, without taking it.
   *
   * @throws GatewayException {@code too_many_attempts} with the time to wait when none is free
   */
  void requireFree(String key) {
    Long fullAgain = fullAgainAt.getIfPresent(key);
    long latest = clock.millis() + (burst - 1) * intervalMillis;
    if (fullAgain != null && fullAgain > latest) {
      throw tooMany(Duration.ofMillis(fullAgain - latest));
    }
  }

  /** Counts {@code weight} failed attempts of {@code key}, at most as many as the burst. */
  void charge(String key, int weight) {
    long now = clock.millis();
    long cost = Math.min(weight, burst) * intervalMillis;
    fullAgainAt
        .asMap()
        .compute(
            key,
            (k, before) ->
                Math.min(
                    Math.max(before == null ? now : before, now) + cost,
                    now + burst * intervalMillis));
  }

  /** Gives back what {@link #take} took, because the attempt was a good one. */
  public void giveBack(String key, int weight) {
    long cost = Math.min(weight, burst) * intervalMillis;
    fullAgainAt.asMap().computeIfPresent(key, (k, before) -> before - cost);
  }

  /** Forgets the failures of {@code key}. */
  void forgive(String key) {
    fullAgainAt.invalidate(key);
  }

  static GatewayException tooMany(Duration wait) {
    Duration wholeSeconds = Duration.ofSeconds(Math.max(1, wait.plusMillis(999).toSeconds()));
    return GatewayException.retryLater(
        ErrorCode.TOO_MANY_ATTEMPTS,
        "Too many failed attempts: try again in " + wholeSeconds.toSeconds() + " s.",
        wholeSeconds);
  }
}
