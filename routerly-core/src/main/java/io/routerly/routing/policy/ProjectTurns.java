package io.routerly.routing.policy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Whose turn it is in each project. Thread-safe; grows with projects and their models alone. */
final class ProjectTurns {
  private final Map<String, Turns> projects = new ConcurrentHashMap<>();

  Turns of(String projectId) {
    Turns known = projects.get(projectId);
    return known != null ? known : projects.computeIfAbsent(projectId, absent -> new Turns());
  }

  void keepOnly(Set<String> projectIds, Set<String> modelIds) {
    projects.keySet().retainAll(projectIds);
    projects.values().forEach(turns -> turns.keepOnly(modelIds));
  }

  /** When each model of one project had its last turn, counted in turns. */
  static final class Turns {
    /** A project has fewer models than this, by far. */
    private static final int PLACES = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> last = new HashMap<>();
    private long turns;

    /**
     * Returns the places of these models, the one whose last turn is the longest ago first; those
     * that had none yet are before all others, in the order in which they are given.
     *
     * @param taken whether the first one has its turn with that
     */
    int[] order(String[] modelIds, boolean taken) {
      long[] keys = new long[modelIds.length];
      lock.lock();
      try {
        for (int i = 0; i < keys.length; i++) {
          keys[i] = last.getOrDefault(modelIds[i], 0L) * PLACES + i;
        }
        Arrays.sort(keys);
        if (taken) {
          last.put(modelIds[(int) (keys[0] % PLACES)], ++turns);
        }
      } finally {
        lock.unlock();
      }
      int[] order = new int[keys.length];
      for (int i = 0; i < order.length; i++) {
        order[i] = (int) (keys[i] % PLACES);
      }
      return order;
    }

    private void keepOnly(Set<String> modelIds) {
      lock.lock();
      try {
        last.keySet().retainAll(modelIds);
      } finally {
        lock.unlock();
      }
    }
  }
}
