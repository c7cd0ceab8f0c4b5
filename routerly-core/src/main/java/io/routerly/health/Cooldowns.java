package io.routerly.health;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which models are to be left alone for a while, since they had too many calls.
 *
 * <p>A provider that says how long is believed, up to {@link #LONGEST}; where it does not say, the
 * time is guessed: a second, and twice as long after each further refusal in a row. Thread-safe;
 * grows with the number of models alone.
 */
public final class Cooldowns implements OutcomeObserver {
  /** No provider is left alone for longer than that, whatever it says. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration FIRST_GUESS = Duration.ofSeconds(1);
  private static final Duration LONGEST_GUESS = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  private final LongSupplier nanoTime;
  private final Map<String, Rest> rests = new ConcurrentHashMap<>();

  /** Until when, in nanoseconds of the clock; whether the provider said so; refusals in a row. */
  private record Rest(long until, boolean told, int inARow) {}

  /**
   * A model that is left alone.
   *
   * @param remaining how much longer
   * @param told whether the provider asked for it, rather than it being a guess
   */
  public record Cooldown(Duration remaining, boolean told) {}

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public Cooldowns(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Returns the cooldown that a model is in, if it is in one. */
  public Optional<Cooldown> of(String modelId) {
    Rest rest = rests.get(modelId);
    long left = rest == null ? 0 : rest.until() - nanoTime.getAsLong();
    return rest == null || left <= 0
        ? Optional.empty()
        : Optional.of(new Cooldown(Duration.ofNanos(left), rest.told()));
  }

  @Override
  public void ended(AttemptEnd end) {
    String id = end.model().id();
    switch (end.ending()) {
      case SUCCESS -> rests.computeIfPresent(id, (same, rest) -> isOver(rest) ? null : rest);
      case RATE_LIMITED ->
          rests.merge(id, rest(end.retryAfter(), 1), (old, one) -> later(old, end));
      case FAILURE, KEY_REFUSED, REQUEST_REFUSED, NOTHING -> {}
    }
  }

  /** A call that began before the refusal may well succeed after it; a guess is wrong then. */
  private boolean isOver(Rest rest) {
    return !rest.told() || rest.until() - nanoTime.getAsLong() <= 0;
  }

  private Rest later(Rest old, AttemptEnd end) {
    Rest next = rest(end.retryAfter(), old.inARow() + 1);
    return next.until() - old.until() > 0 ? next : new Rest(old.until(), old.told(), next.inARow());
  }

  private Rest rest(Optional<Duration> told, int inARow) {
    Duration time =
        told.map(asked -> shorter(asked, LONGEST))
            .orElseGet(
                () ->
                    shorter(
                        FIRST_GUESS.multipliedBy(1L << Math.min(inARow - 1, MOST_DOUBLINGS)),
                        LONGEST_GUESS));
    return new Rest(nanoTime.getAsLong() + time.toNanos(), told.isPresent(), inARow);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
