package io.routerly.pipeline;

import io.routerly.domain.Model;
import io.routerly.health.Cooldowns;
import io.routerly.health.Cooldowns.Cooldown;
import io.routerly.provider.KeySource;
import io.routerly.secret.UsableKey;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Chooses which of its keys a model is called with: by weight and at random among those that are
 * not left alone. One that has been left alone is tried out by one attempt at a time, while the
 * model has another key. Thread-safe.
 */
final class KeyChoice {
  private final KeySource source;
  private final Cooldowns cooldowns;
  private final DoubleSupplier random;

  /**
   * @param random from 0 (inclusive) to 1 (exclusive)
   */
  KeyChoice(KeySource source, Cooldowns cooldowns, DoubleSupplier random) {
    this.source = source;
    this.cooldowns = cooldowns;
    this.random = random;
  }

  /**
   * Returns the key for an attempt. If every key was used or is left alone, it is the one that may
   * be used soonest.
   *
   * @param used ids of the model's keys that the call has used before
   */
  UsableKey choose(Model model, Collection<String> used) {
    List<UsableKey> all = source.keysOf(model).usable();
    if (all.size() == 1) {
      return all.get(0);
    }
    for (List<UsableKey> left = left(model, all, used);
        !left.isEmpty();
        left = left(model, all, used)) {
      UsableKey drawn = byWeight(left);
      if (cooldowns.take(model, drawn.id())) {
        return drawn;
      }
    }
    return soonest(model, all);
  }

  private List<UsableKey> left(Model model, List<UsableKey> all, Collection<String> used) {
    return all.stream().filter(key -> isLeft(model, key, used)).toList();
  }

  /**
   * Returns the key for a question that teaches nothing: one that is still to be tried out is taken
   * where there is no other, as is one that was used before.
   *
   * @param used ids of the model's keys that the call has used before
   */
  UsableKey chooseProven(Model model, Collection<String> used) {
    List<UsableKey> all = source.keysOf(model).usable();
    List<UsableKey> left =
        all.stream()
            .filter(key -> !used.contains(key.id()) && cooldowns.isProven(model, key.id()))
            .toList();
    return left.isEmpty() ? soonest(model, all) : byWeight(left);
  }

  /** Returns whether the model has a key that is neither used nor left alone. */
  boolean isAnotherLeft(Model model, Collection<String> used) {
    List<UsableKey> all = source.keysOf(model).usable();
    return all.size() > 1 && all.stream().anyMatch(key -> isLeft(model, key, used));
  }

  private boolean isLeft(Model model, UsableKey key, Collection<String> used) {
    return !used.contains(key.id()) && cooldowns.isFree(model, key.id());
  }

  private UsableKey byWeight(List<UsableKey> keys) {
    int total = keys.stream().mapToInt(UsableKey::weight).sum();
    double drawn = random.getAsDouble() * total;
    int last = keys.size() - 1;
    for (int i = 0; i < last; i++) {
      drawn -= keys.get(i).weight();
      if (drawn < 0) {
        return keys.get(i);
      }
    }
    return keys.get(last);
  }

  private UsableKey soonest(Model model, List<UsableKey> keys) {
    return keys.stream()
        .min(Comparator.comparing((UsableKey key) -> remaining(model, key)))
        .orElseThrow();
  }

  private Duration remaining(Model model, UsableKey key) {
    return cooldowns.of(model, key.id()).map(Cooldown::remaining).orElse(Duration.ZERO);
  }
}
