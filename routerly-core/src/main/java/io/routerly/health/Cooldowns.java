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
 * should reach the client.
 *
 * <p>A key that has been left alone is tried out by one attempt at a time, until one is accepted.
 * The place is free again when that attempt has ended, or after {@link Rest#LONGEST_TRIAL}.
 * Thread-safe; grows with the number of models and their keys alone.
 */
public final class Cooldowns implements OutcomeObserver {
  /** No provider is left alone for longer than that, whatever it says. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private final UsableKeys keys;

  /** By model and by key; a map of keys is never changed, only replaced. */
  private final Map<String, Map<String, Rest>> rests = new ConcurrentHashMap<>();

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

  /**
   * Returns whether an attempt may have a key now: it is not left alone, and no other attempt tries
   * it out.
   */
  public boolean isFree(Model model, String key) {
    Rest rest = rests.getOrDefault(model.id(), Map.of()).get(key);
    return rest == null || isFree(rest);
  }

  private boolean isFree(Rest rest) {
    return left(rest) <= 0 && rest.triedUntil() - nanoTime.getAsLong() <= 0;
  }

  /** Returns whether a key was neither refused nor busy when it was last used. */
  public boolean isProven(Model model, String key) {
    return !rests.getOrDefault(model.id(), Map.of()).containsKey(key);
  }

  /**
   * Takes a key for an attempt, and with it the one place if it is to be tried out.
   *
   * @return whether it was {@link #isFree free}
   */
  public boolean take(Model model, String key) {
    if (isProven(model, key)) {
      return true;
    }
    boolean[] free = {true};
    rests.computeIfPresent(
        model.id(),
        (same, known) -> {
          Rest rest = known.get(key);
          free[0] = rest == null || isFree(rest);
          return rest == null || !free[0]
              ? known
              : with(key, rest.triedFrom(nanoTime.getAsLong()), known);
        });
    return free[0];
  }

  /** Takes note that an attempt with a key was accepted, if only that: the key is taken again. */
  public void accepted(Model model, String key) {
    if (!isProven(model, key)) {
      rests.computeIfPresent(
          model.id(),
          (same, known) -> {
            Rest rest = known.get(key);
            return rest == null || left(rest) > 0 ? known : without(key, known);
          });
    }
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
      case RATE_LIMITED -> refused(end, Rest.Guess.TOO_MANY_CALLS);
      case KEY_REFUSED, ONE_KEY_REFUSED -> {
        if (keys.idsOf(end.model()).size() > 1) {
          refused(end, Rest.Guess.KEY_REFUSED);
        }
      }
      case FAILURE, REQUEST_REFUSED, OVERTAKEN, NOTHING -> endTrial(end);
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

  /** The next attempt may try the key out: this one, if it did, has not found out. */
  private void endTrial(AttemptEnd end) {
    if (isProven(end.model(), end.key())) {
      return;
    }
    long beganAt = nanoTime.getAsLong() - end.took().toNanos();
    rests.computeIfPresent(
        end.model().id(),
        (same, known) -> {
          Rest rest = known.get(end.key());
          return rest == null || beganAt - rest.until() < 0
              ? known
              : with(end.key(), rest.notTried(), known);
        });
  }

  private static Map<String, Rest> with(String key, Rest rest, Map<String, Rest> known) {
    Map<String, Rest> changed = new HashMap<>(known);
    changed.put(key, rest);
    return changed;
  }

  private static @Nullable Map<String, Rest> without(String key, Map<String, Rest> known) {
    Map<String, Rest> others = new HashMap<>(known);
    others.remove(key);
    return others.isEmpty() ? null : others;
  }

  private void refused(AttemptEnd end, Rest.Guess guess) {
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

  private Rest later(Rest old, AttemptEnd end, Rest.Guess guess) {
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

  private Rest rest(Optional<Duration> told, Rest.Guess guess, int inARow) {
    Duration time = told.map(asked -> shorter(asked, LONGEST)).orElseGet(() -> guess.after(inARow));
    long now = nanoTime.getAsLong();
    return new Rest(now, now + time.toNanos(), told.isPresent(), guess, inARow);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
