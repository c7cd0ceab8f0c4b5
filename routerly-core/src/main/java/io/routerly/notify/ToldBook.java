package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Remembers what was told and until when it is not told again, across restarts.
 *
 * <p>What is over is dropped with the next change, so the book does not grow with time; beyond
 * {@value #MOST} entries the oldest give way. Thread-safe.
 */
final class ToldBook {
  static final int MOST = 10_000;

  /** For what is told once until it is taken back. */
  static final Instant UNTIL_TAKEN_BACK = Instant.parse("9999-12-31T00:00:00Z");

  private final NotifyState state;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock: until when each thing counts as told, in the order of telling. */
  private final Map<String, Instant> told = new LinkedHashMap<>();

  /**
   * @param state has what was told before, and is told of changes; whoever has them made sees to
   *     its being written
   */
  ToldBook(NotifyState state) {
    this.state = state;
    state.add("told", this::read, told::clear, this::written);
  }

  private void read(JsonArray entries) {
    for (JsonObject one : entries.getValuesAs(JsonObject.class)) {
      told.put(one.getString("what"), Instant.parse(one.getString("until")));
    }
  }

  private JsonArrayBuilder written() {
    JsonArrayBuilder entries = BUILDERS.createArrayBuilder();
    lock.lock();
    try {
      told.forEach(
          (what, until) ->
              entries.add(
                  BUILDERS.createObjectBuilder().add("what", what).add("until", until.toString())));
    } finally {
      lock.unlock();
    }
    return entries;
  }

  /**
   * Writes down that something is told now.
   *
   * @param until when it may be told again
   * @return whether it may be told: false if it was, and that still counts
   */
  boolean tell(String what, Instant until, Instant now) {
    lock.lock();
    try {
      Instant before = told.get(what);
      if (before != null && before.isAfter(now)) {
        return false;
      }
      told.remove(what);
      told.put(what, until);
      dropOld(now);
      state.change();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether there is an entry, whether or not it still counts. */
  boolean holds(String what) {
    lock.lock();
    try {
      return told.containsKey(what);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the entries that do not count any more but are kept: see {@link #keeps}. */
  Set<String> over(Instant now) {
    lock.lock();
    try {
      return told.entrySet().stream()
          .filter(entry -> !entry.getValue().isAfter(now))
          .map(Map.Entry::getKey)
          .collect(Collectors.toSet());
    } finally {
      lock.unlock();
    }
  }

  /** Takes back what matches, so that it may be told again. */
  void takeBack(Predicate<String> what) {
    lock.lock();
    try {
      if (told.keySet().removeIf(what)) {
        state.change();
      }
    } finally {
      lock.unlock();
    }
  }

  private void dropOld(Instant now) {
    told.entrySet().removeIf(entry -> !entry.getValue().isAfter(now) && !keeps(entry.getKey()));
    var oldest = told.entrySet().iterator();
    for (int excess = told.size() - MOST; excess > 0; excess--) {
      oldest.next();
      oldest.remove();
    }
  }

  /** That a budget was exhausted is kept until it is told that it has room again. */
  private static boolean keeps(String what) {
    return BudgetKeys.isExhaustion(what);
  }
}
