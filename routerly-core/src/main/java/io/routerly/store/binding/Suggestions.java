package io.routerly.store.binding;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what someone who misspelt a name probably meant. */
public final class Suggestions {
  private Suggestions() {}

  /** Returns the second half of an error sentence: the likely name, if any, and all names. */
  public static String remedy(String misspelt, Collection<String> allowed) {
    String list = allowed.stream().collect(Collectors.joining(", "));
    return nearest(misspelt, allowed).map(name -> "did you mean \"" + name + "\"? ").orElse("")
        + "allowed are "
        + list;
  }

  static Optional<String> nearest(String misspelt, Collection<String> allowed) {
    String wanted = misspelt.toLowerCase(Locale.ROOT);
    int most = Math.max(1, Math.min(misspelt.length(), 40) / 3);
    if (misspelt.length() > 40) {
      return Optional.empty();
    }
    return allowed.stream()
        .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= most)
        .min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
  }

  /**
   * Returns how many characters must be put in, taken out, replaced or swapped with their neighbour
   * to make one of the other.
   */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
