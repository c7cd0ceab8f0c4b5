package io.routerly.api.management;

import java.util.HashMap;
import java.util.Map;

/** Places of which there is a limited number, and fewer for one person. Thread-safe. */
final class Seats {
  private final int all;
  private final int each;
  private final Map<String, Integer> takenBy = new HashMap<>();
  private int taken;

  /**
   * @param all how many there are
   * @param each how many one person may have
   */
  Seats(int all, int each) {
    this.all = all;
    this.each = each;
  }

  /** Takes a place, and returns whether there was one. */
  synchronized boolean take(String person) {
    int theirs = takenBy.getOrDefault(person, 0);
    if (taken >= all || theirs >= each) {
      return false;
    }
    taken++;
    takenBy.put(person, theirs + 1);
    return true;
  }

  /** Gives back a place that the person took. */
  synchronized void giveBack(String person) {
    taken--;
    takenBy.computeIfPresent(person, (who, theirs) -> theirs > 1 ? theirs - 1 : null);
  }
}
