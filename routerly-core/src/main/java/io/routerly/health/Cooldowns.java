package io.routerly.health;

import io.routerly.domain.Model;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of which models are to be left alone for a while: they had too many calls, or are not
 * taken. A model is left alone when all its keys are.
 *
 * <p>A provider that says how long is believed, up to {@link #LONGEST}; where it does not say, the
 * time is guessed, and twice as long after each further refusal in a row: from a second for too
 * many calls, from a minute for a refused key. Refusals of calls that were under way together are
 * one. A refused key that is the model's only one is not left alone: what its provider says of it
 * should reach the client. Thread-safe; grows with the number of models and their keys alone.
 */
public final class Cooldowns implements OutcomeObserver {
  /** No provider is left alone for longer than that, whatever it says. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private final UsableKeys keys;

  /** By model and by key; a map of keys is never changed, only replaced. */
  private final Map<String, Map<String, Rest>> rests = new ConcurrentHashMap<>();

  /**
   * Until when a key is left alone.
   *
   * @param setAt when the latest refusal came that counts, in nanoseconds of the clock
   * @param until in nanoseconds of the clock
   * @param told whether the provider said so
   * @param why for which kind of refusal
   * @param inARow number of such refusals in a row
   */
  private record Rest(long setAt, long until, boolean told, Guess why, int inARow) {}

  /** How long a provider is left alone that does not say how long. */
  private enum Guess {
    TOO_MANY_CALLS(Duration.ofSeconds(1), Duration.ofMinutes(1)),
    KEY_REFUSED(Duration.ofMinutes(1), Duration.ofMinutes(10));

    private static final int MOST_DOUBLINGS = 6;

    private final Duration first;
    private final Duration longest;

    Guess(Duration first, Duration longest) {
      this.first = first;
      this.longest = longest;
    }

    Duration after(int inARow) {
      return shorter(first.multipliedBy(1L << Math.min(inARow - 1, MOST_DOUBLINGS)), longest);
    }
  }

  /**
   * A model or a key that is left alone.
   *
   * @param remaining how much longer
   * @param told whether the provider asked for it, rather than it being a guess
   */
  public record Cooldown(Duration remaining, boolean told) {}

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   * @param keys what models may be called with
   */
  public Cooldowns(LongSupplier nanoTime, UsableKeys keys) {
    this.nanoTime = nanoTime;
    this.keys = keys;
  }

  /**
   * Returns the cooldown that a model is in, if all its keys are in one: for as long as the first
   * of them, and told if it was for all of them.
   */
  public Optional<Cooldown> of(Model model) {
    Map<String, Rest> known = rests.get(model.id());
    if (known == null) {
      return Optional.empty();
    }
    long soonest = Long.MAX_VALUE;
    boolean told = true;
    for (String key : keys.idsOf(model)) {
      Rest rest = known.get(key);
      if (rest == null || left(rest) <= 0) {
        return Optional.empty();
      }
      soonest = Math.min(soonest, left(rest));
      told &= rest.told();
    }
    return soonest == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new Cooldown(Duration.ofNanos(soonest), told));
  }

  /** Returns the cooldown that a key of a model is in, if it is in one. */
  public Optional<Cooldown> of(Model model, String key) {
    Rest rest = rests.getOrDefault(model.id(), Map.of()).get(key);
    return rest == null || left(rest) <= 0
        ? Optional.empty()
        : Optional.of(new Cooldown(Duration.ofNanos(left(rest)), rest.told()));
  }

  private long left(Rest rest) {
    return rest.until() - nanoTime.getAsLong();
  }

  /** Forgets the models that there are no more. */
  void keepOnly(Set<String> modelIds) {
    rests.keySet().retainAll(modelIds);
  }

  @Override
  public void ended(AttemptEnd end) {
    switch (end.ending()) {
      case SUCCESS -> succeeded(end.model(), end.key());
      case RATE_LIMITED -> refused(end, Guess.TOO_MANY_CALLS);
      case KEY_REFUSED, ONE_KEY_REFUSED -> {
        if (keys.idsOf(end.model()).size() > 1) {
          refused(end, Guess.KEY_REFUSED);
        }
      }
      case FAILURE, REQUEST_REFUSED, OVERTAKEN, NOTHING -> {}
    }
  }

  /** A call that began before the refusal may well succeed after it; a guess is wrong then. */
  private void succeeded(Model model, String key) {
    if (!rests.containsKey(model.id())) {
      return;
    }
    rests.computeIfPresent(
        model.id(),
        (same, known) -> {
          Rest rest = known.get(key);
          return rest == null || (rest.told() && left(rest) > 0) ? known : without(key, known);
        });
  }

  private static @Nullable Map<String, Rest> without(String key, Map<String, Rest> known) {
    Map<String, Rest> others = new HashMap<>(known);
    others.remove(key);
    return others.isEmpty() ? null : others;
  }

  private void refused(AttemptEnd end, Guess guess) {
    rests.compute(
        end.model().id(),
        (same, known) -> {
          Map<String, Rest> next = known == null ? new HashMap<>() : present(end.model(), known);
          next.merge(
              end.key(), rest(end.retryAfter(), guess, 1), (old, one) -> later(old, end, guess));
          return next;
        });
  }

  /** Forgets the keys that the model does not have any more. */
  private Map<String, Rest> present(Model model, Map<String, Rest> known) {
    List<String> ids = keys.idsOf(model);
    Map<String, Rest> present = new HashMap<>(known);
    present.entrySet().removeIf(of -> !ids.contains(of.getKey()) && left(of.getValue()) <= 0);
    return present;
  }

  private Rest later(Rest old, AttemptEnd end, Guess guess) {
    boolean same = old.why() == guess;
    boolean wasUnderWay = nanoTime.getAsLong() - end.took().toNanos() - old.setAt() < 0;
    if (same && wasUnderWay && end.retryAfter().isEmpty()) {
      return old; // it began before it was known that the key is to be left alone
    }
    int inARow = same ? old.inARow() + (wasUnderWay ? 0 : 1) : 1;
    Rest next = rest(end.retryAfter(), guess, inARow);
    return next.until() - old.until() > 0
        ? next
        : new Rest(next.setAt(), old.until(), old.told(), guess, inARow);
  }

  private Rest rest(Optional<Duration> told, Guess guess, int inARow) {
    Duration time = told.map(asked -> shorter(asked, LONGEST)).orElseGet(() -> guess.after(inARow));
    long now = nanoTime.getAsLong();
    return new Rest(now, now + time.toNanos(), told.isPresent(), guess, inARow);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
