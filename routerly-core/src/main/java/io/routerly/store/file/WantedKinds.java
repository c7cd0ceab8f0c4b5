package io.routerly.store.file;

import io.routerly.store.HourlyUsage;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds sums of some kinds up, and asks but once for each kind whether it is one of them. For one
 * thread.
 */
final class WantedKinds {
  private final Predicate<HourlyUsage.Key> wanted;
  private HourlyUsage.Key[] kinds = {};
  private boolean[] flags = {};

  WantedKinds(Predicate<HourlyUsage.Key> wanted) {
    this.wanted = wanted;
  }

  /** Returns what those that are wanted sum up to. */
  Tally sum(Map<HourlyUsage.Key, Tally> tallies) {
    if (tallies instanceof PackedTallies packed) {
      return packed.sum(flagsOf(packed.kinds()));
    }
    Tally sum = Tally.NOTHING;
    for (Map.Entry<HourlyUsage.Key, Tally> one : tallies.entrySet()) {
      sum = wanted.test(one.getKey()) ? sum.plus(one.getValue()) : sum;
    }
    return sum;
  }

  /** Neighbouring slots have the same list of kinds, whose end may not be taken yet. */
  private boolean[] flagsOf(HourlyUsage.Key[] numbered) {
    if (numbered != kinds) {
      kinds = numbered;
      flags = new boolean[numbered.length];
      for (int i = 0; i < numbered.length; i++) {
        HourlyUsage.@Nullable Key kind = numbered[i];
        flags[i] = kind != null && wanted.test(kind);
      }
    }
    return flags;
  }
}
