package io.routerly.store.file;

import io.routerly.store.HourlyUsage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the kinds of records that one file of the ledger has, which are few beside its sums, so
 * that a sum need only hold a number. Not thread-safe, but what was numbered may be read by anyone
 * who was given it since.
 */
final class Kinds {
  private static final int FIRST_ROOM = 16;

  private final Map<HourlyUsage.Key, Integer> numbers = new HashMap<>();
  private HourlyUsage.Key[] kinds = new HourlyUsage.Key[FIRST_ROOM];

  /** Returns the number of a kind, a new one if it has none. */
  int numberOf(HourlyUsage.Key kind) {
    Integer known = numbers.get(kind);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    if (number == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * number);
    }
    kinds[number] = kind;
    numbers.put(kind, number);
    return number;
  }

  /** Returns the one object that stands for a kind. */
  HourlyUsage.Key same(HourlyUsage.Key kind) {
    int number = numberOf(kind); // May put another array in the place of this one.
    return kinds[number];
  }

  /** Returns the kinds by their numbers; those that have one by now do not change. */
  HourlyUsage.Key[] numbered() {
    return kinds;
  }
}
