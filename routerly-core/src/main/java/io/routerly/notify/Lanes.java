package io.routerly.notify;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The channels of the present configuration, each with its lane. One whose settings did not change
 * keeps its lane and what waits in it. Thread-safe.
 */
final class Lanes {
  private final Supplier<List<JsonObject>> configured;
  private final Function<JsonObject, Channel> channels;
  private final Background background;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is what follows: by their settings. */
  private Map<JsonObject, Open> open = Map.of();

  private List<JsonObject> known = List.of();

  private record Open(Channel channel, Lane lane) {}

  /**
   * @param configured the channels as configured at present
   * @param channels makes a channel of its settings
   */
  Lanes(
      Supplier<List<JsonObject>> configured,
      Function<JsonObject, Channel> channels,
      Background background) {
    this.configured = configured;
    this.channels = channels;
    this.background = background;
  }

  /** Hands a message to all channels that want it. */
  void add(Notice notice) {
    current()
        .forEach(
            (settings, open) -> {
              if (wants(settings, notice)) {
                open.lane().add(notice);
              }
            });
  }

  /** Returns the channel of that name. */
  Optional<Channel> named(String name) {
    return current().entrySet().stream()
        .filter(entry -> entry.getKey().getString("name", "").equals(name))
        .map(entry -> entry.getValue().channel())
        .findFirst();
  }

  private Map<JsonObject, Open> current() {
    lock.lock();
    try {
      List<JsonObject> now = configured.get();
      if (!now.equals(known)) {
        reopen(now);
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  private void reopen(List<JsonObject> now) {
    Map<JsonObject, Open> next = new LinkedHashMap<>();
    List<Open> left = new ArrayList<>();
    for (JsonObject settings : now) {
      Open kept = open.get(settings);
      next.put(settings, kept == null ? opened(settings) : kept);
    }
    open.forEach(
        (settings, old) -> {
          if (!next.containsKey(settings)) {
            left.add(old);
          }
        });
    open = next;
    known = now;
    left.forEach(old -> old.lane().close());
  }

  private Open opened(JsonObject settings) {
    Channel channel = channels.apply(settings);
    return new Open(channel, new Lane(settings.getString("name", ""), channel, background));
  }

  /** A channel for some projects is told of nothing that concerns more than those. */
  private static boolean wants(JsonObject settings, Notice notice) {
    return listed(settings, "events", notice.kind().wireName())
        && (!settings.containsKey("projects")
            || notice.project().filter(slug -> listed(settings, "projects", slug)).isPresent());
  }

  private static boolean listed(JsonObject settings, String field, String name) {
    return !(settings.get(field) instanceof JsonArray names)
        || names.stream()
            .anyMatch(each -> each instanceof JsonString text && text.getString().equals(name));
  }
}
