package io.routerly.store.file;

import io.routerly.store.HourlyUsage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sums by slots of time, such as hours, and by kind.
 *
 * <p>A snapshot takes the maps of all slots as they are; from then on the map of a slot is copied
 * before a record changes it. So a snapshot is cheap and exact, and appending does not wait for
 * those who read one. When a new slot begins, those before it are packed, since few records come
 * late. Guarded by the ledger's lock.
 */
final class SlotTotals {
  /** Stands for a generation that is over. */
  private static final long PACKED = -1;

  private final Kinds kinds;
  private final TreeMap<Long, Slot> slots = new TreeMap<>();

  /** The slots that are not packed. */
  private final Set<Long> loose = new HashSet<>();

  private long generation;

  /** The sums of a slot, and the generation that may change them. */
  private record Slot(Map<HourlyUsage.Key, Tally> tallies, long generation) {}

  /** Goes on from what a snapshot holds. */
  SlotTotals(NavigableMap<Long, Map<HourlyUsage.Key, Tally>> from, Kinds kinds) {
    this.kinds = kinds;
    from.forEach((number, tallies) -> slots.put(number, new Slot(tallies, PACKED)));
  }

  /**
   * Counts a record in.
   *
   * @param number of the slot, since the epoch
   * @param sum what the record alone sums up to
   */
  void add(long number, HourlyUsage.Key kind, HourlyUsage.Sum sum) {
    Map<HourlyUsage.Key, Tally> tallies = changeable(number);
    tallies.put(kind, tallies.getOrDefault(kind, Tally.NOTHING).plus(sum));
  }

  private Map<HourlyUsage.Key, Tally> changeable(long number) {
    Slot present = slots.get(number);
    if (present != null && present.generation() == generation) {
      return present.tallies();
    }
    if (present == null && !slots.isEmpty() && number > slots.lastKey()) {
      packAll();
    }
    Map<HourlyUsage.Key, Tally> own =
        present == null ? new HashMap<>() : new HashMap<>(present.tallies());
    slots.put(number, new Slot(own, generation));
    loose.add(number);
    return own;
  }

  private void packAll() {
    for (Long number : loose) {
      slots.computeIfPresent(
          number, (same, slot) -> new Slot(PackedTallies.of(slot.tallies(), kinds), PACKED));
    }
    loose.clear();
  }

  /** Returns what was counted up to now. */
  NavigableMap<Long, Map<HourlyUsage.Key, Tally>> snapshot() {
    generation++;
    TreeMap<Long, Map<HourlyUsage.Key, Tally>> copy = new TreeMap<>();
    slots.forEach((number, slot) -> copy.put(number, slot.tallies()));
    return copy;
  }
}
