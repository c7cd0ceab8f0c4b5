package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.store.SmallState;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what was told and until when it is not told again, across restarts.
 *
 * <p>What is over is dropped with the next change, so the book does not grow with time; beyond
 * {@value #MOST} entries the oldest give way. A book that cannot be read begins anew, one that
 * cannot be written goes on in memory; the log says so. Thread-safe.
 */
final class ToldBook {
  static final int MOST = 10_000;

  /** For what is told once until it is taken back. */
  static final Instant UNTIL_TAKEN_BACK = Instant.parse("9999-12-31T00:00:00Z");

  private static final Logger LOG = LoggerFactory.getLogger(ToldBook.class);

  private final SmallState state;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock: until when each thing counts as told, in the order of telling. */
  private final Map<String, Instant> told = new LinkedHashMap<>();

  private boolean failing;

  /** Reads what was written before. */
  ToldBook(SmallState state) {
    this.state = state;
    try {
      state.read().ifPresent(this::read);
    } catch (IOException | JsonSyntaxException | ClassCastException | DateTimeException e) {
      told.clear();
      LOG.warn(
          "data/notifications.json cannot be read ({}): it begins anew, so that some notifications"
              + " may come a second time",
          String.valueOf(e.getMessage()));
    }
  }

  private void read(byte[] text) {
    JsonValue entries = JsonTrees.object(text).get("told");
    if (entries == null) {
      throw new JsonSyntaxException("no list of what was told", 0);
    }
    for (JsonValue entry : entries.asJsonArray()) {
      JsonObject one = entry.asJsonObject();
      told.put(
          Optional.ofNullable(one.getJsonString("what")).orElseThrow(ToldBook::damaged).getString(),
          Instant.parse(
              Optional.ofNullable(one.getJsonString("until"))
                  .orElseThrow(ToldBook::damaged)
                  .getString()));
    }
  }

  private static JsonSyntaxException damaged() {
    return new JsonSyntaxException("an entry lacks a field", 0);
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
      write();
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
        write();
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

  private void write() {
    JsonArrayBuilder entries = BUILDERS.createArrayBuilder();
    told.forEach(
        (what, until) ->
            entries.add(
                BUILDERS.createObjectBuilder().add("what", what).add("until", until.toString())));
    try {
      state.write(JsonTrees.bytes(BUILDERS.createObjectBuilder().add("told", entries).build()));
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn(
            "data/notifications.json cannot be written ({}): after a restart some notifications"
                + " may come a second time",
            e.toString());
      }
      failing = true;
    }
  }
}
