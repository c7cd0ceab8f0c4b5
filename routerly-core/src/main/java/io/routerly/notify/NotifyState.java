package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.store.SmallState;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What notifications must know after a restart: a few lists that are written together, so that they
 * never tell of different moments.
 *
 * <p>A list that cannot be read begins anew, and state that cannot be written goes on in memory;
 * the log says so. Thread-safe.
 */
final class NotifyState {
  private static final Logger LOG = LoggerFactory.getLogger(NotifyState.class);
  private static final String AGAIN = "some notifications may come a second time, or not at all";

  private final SmallState state;
  private final JsonObject before;
  private final Map<String, Supplier<JsonArrayBuilder>> lists = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Not guarded by the lock: lists tell of changes while they hold locks of their own. */
  private final AtomicBoolean changed = new AtomicBoolean();

  /** Guarded by the lock. */
  private boolean failing;

  /** Reads what was written before. */
  NotifyState(SmallState state) {
    this.state = state;
    this.before = read(state);
  }

  private static JsonObject read(SmallState state) {
    try {
      return state.read().map(JsonTrees::object).orElse(JsonObject.EMPTY_JSON_OBJECT);
    } catch (IOException | JsonSyntaxException e) {
      damaged(e);
      return JsonObject.EMPTY_JSON_OBJECT;
    }
  }

  private static void damaged(Exception e) {
    LOG.warn(
        "data/notifications.json cannot be read ({}): it begins anew, so that {}",
        String.valueOf(e.getMessage()),
        AGAIN);
  }

  /**
   * Adds a list; to be called before the state is used.
   *
   * @param read takes the list as it was written; what it throws says that it is damaged
   * @param forget takes back what was read of a damaged one
   * @param write returns the list as it is
   */
  void add(
      String name, Consumer<JsonArray> read, Runnable forget, Supplier<JsonArrayBuilder> write) {
    lists.put(name, write);
    if (before.containsKey(name)) {
      try {
        read.accept(before.get(name).asJsonArray());
      } catch (JsonSyntaxException
          | JsonException
          | ClassCastException
          | NullPointerException
          | IllegalArgumentException
          | DateTimeException e) {
        damaged(e);
        forget.run();
      }
    }
  }

  /** Takes note that a list is not any more as it was written. */
  void change() {
    changed.set(true);
  }

  /** Writes the lists if any of them changed. */
  void flush() {
    lock.lock();
    try {
      if (changed.getAndSet(false)) { // What changes from now on is for the next time.
        write();
      }
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    JsonObjectBuilder all = BUILDERS.createObjectBuilder();
    lists.forEach((name, list) -> all.add(name, list.get()));
    try {
      state.write(JsonTrees.bytes(all.build()));
      failing = false;
    } catch (IOException e) {
      changed.set(true);
      if (!failing) {
        LOG.warn(
            "data/notifications.json cannot be written ({}): after a restart {}",
            e.toString(),
            AGAIN);
      }
      failing = true;
    }
  }
}
