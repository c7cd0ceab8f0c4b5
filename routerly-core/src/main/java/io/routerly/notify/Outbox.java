package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The messages that some channel has yet to take, across restarts.
 *
 * <p>At most {@value #MOST} are kept, the latest. Thread-safe.
 */
final class Outbox {
  static final int MOST = 2_000;

  private final NotifyState state;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock: by the messages' ids, in the order in which they came. */
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A message, and the names of the channels that have yet to take it. */
  private record Entry(Notice notice, Set<String> channels) {}

  /**
   * @param state has what was waiting before, and is told of changes; whoever has them made sees to
   *     its being written
   */
  Outbox(NotifyState state) {
    this.state = state;
    state.add("waiting", this::read, entries::clear, this::written);
  }

  private void read(JsonArray written) {
    for (JsonObject one : written.getValuesAs(JsonObject.class)) {
      Notice notice = NoticeJson.read(one.getJsonObject("notice"));
      List<String> channels = one.getJsonArray("channels").getValuesAs(JsonString::getString);
      entries.put(notice.id(), new Entry(notice, new LinkedHashSet<>(channels)));
    }
  }

  private JsonArrayBuilder written() {
    JsonArrayBuilder written = BUILDERS.createArrayBuilder();
    lock.lock();
    try {
      for (Entry entry : entries.values()) {
        written.add(
            BUILDERS
                .createObjectBuilder()
                .add("channels", BUILDERS.createArrayBuilder(entry.channels()))
                .add("notice", NoticeJson.written(entry.notice())));
      }
    } finally {
      lock.unlock();
    }
    return written;
  }

  /** Keeps a message until these channels have taken it. */
  void add(Notice notice, Collection<String> channels) {
    if (channels.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      entries.put(notice.id(), new Entry(notice, new LinkedHashSet<>(channels)));
      var oldest = entries.entrySet().iterator();
      for (int excess = entries.size() - MOST; excess > 0; excess--) {
        oldest.next();
        oldest.remove();
      }
    } finally {
      lock.unlock();
    }
    state.change();
  }

  /** Takes note that a channel has nothing to do with a message any more. */
  void done(Notice notice, String channel) {
    lock.lock();
    try {
      Entry entry = entries.get(notice.id());
      if (entry == null || !entry.channels().remove(channel)) {
        return;
      }
      if (entry.channels().isEmpty()) {
        entries.remove(notice.id());
      }
    } finally {
      lock.unlock();
    }
    state.change();
  }

  /** Forgets what waits for channels that are not among these. */
  void keep(Set<String> channels) {
    lock.lock();
    try {
      boolean changed = false;
      for (Entry entry : entries.values()) {
        changed |= entry.channels().retainAll(channels);
      }
      if (!changed) {
        return;
      }
      entries.values().removeIf(entry -> entry.channels().isEmpty());
    } finally {
      lock.unlock();
    }
    state.change();
  }

  /** Returns what waits for a channel, in the order in which it came. */
  List<Notice> waitingFor(String channel) {
    lock.lock();
    try {
      return entries.values().stream()
          .filter(entry -> entry.channels().contains(channel))
          .map(Entry::notice)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Writes the state down. */
  void flush() {
    state.flush();
  }
}
