package io.routerly.notify;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The channels of the present configuration, each with its lane. One whose settings change has a
 * new lane, into which goes what waited for a channel of its name. Thread-safe.
 */
final class Lanes {
  private final Supplier<List<JsonObject>> configured;
  private final Function<JsonObject, Channel> channels;
  private final Background background;
  private final Outbox outbox;
  private final Clock clock;
  private final LongAdder delivered = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is what follows: by their settings. */
  private Map<JsonObject, Open> open = Map.of();

  private List<JsonObject> known = List.of();

  private record Open(Channel channel, Lane lane) {}

  /** What lanes that were closed are still sending, which no other lane must send, too. */
  private final Set<Sending> closing = ConcurrentHashMap.newKeySet();

  /** A message on its way to a channel of that name. */
  private record Sending(String channel, String id) {}

  /**
   * @param configured the channels as configured at present
   * @param channels makes a channel of its settings
   * @param outbox keeps what the channels have yet to take
   */
  Lanes(
      Supplier<List<JsonObject>> configured,
      Function<JsonObject, Channel> channels,
      Background background,
      Outbox outbox,
      Clock clock) {
    this.configured = configured;
    this.channels = channels;
    this.background = background;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Hands a message to all channels that want it. */
  void add(Notice notice) {
    Map<String, Lane> wanting = new LinkedHashMap<>();
    current()
        .forEach(
            (settings, open) -> {
              if (wants(settings, notice)) {
                wanting.put(nameOf(settings), open.lane());
              }
            });
    outbox.add(notice, wanting.keySet());
    wanting.values().forEach(lane -> lane.add(notice));
  }

  /** Takes up the present configuration, and what is still to be sent after a restart. */
  void refresh() {
    var unused = current();
  }

  /** How many messages wait, and what became of the others since the start. */
  Notifications.Figures figures() {
    int waiting = current().values().stream().mapToInt(open -> open.lane().size()).sum();
    return new Notifications.Figures(waiting, delivered.sum(), lost.sum());
  }

  /** Returns the channel of that name. */
  Optional<Channel> named(String name) {
    return current().entrySet().stream()
        .filter(entry -> nameOf(entry.getKey()).equals(name))
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
    for (JsonObject settings : now) {
      Open kept = open.get(settings);
      next.put(settings, kept == null ? opened(settings) : kept);
    }
    open.forEach(
        (settings, old) -> {
          if (!next.containsKey(settings)) {
            String name = nameOf(settings);
            old.lane().close().ifPresent(sent -> closing.add(new Sending(name, sent.id())));
          }
        });
    List<JsonObject> fresh = now.stream().filter(settings -> !open.containsKey(settings)).toList();
    open = next;
    known = now;
    outbox.keep(now.stream().map(Lanes::nameOf).collect(Collectors.toSet()));
    fresh.forEach(settings -> fill(nameOf(settings), laneOf(settings)));
  }

  /** What is over by now is told to the outbox first, and only then not on its way any more. */
  private void fill(String name, Lane lane) {
    Set<Sending> sent = Set.copyOf(closing);
    outbox.waitingFor(name).stream()
        .filter(notice -> !sent.contains(new Sending(name, notice.id())))
        .forEach(lane::add);
  }

  /** Hands on what a closed lane could not deliver. */
  private void handOn(String channel, Notice notice) {
    lock.lock();
    try {
      closing.remove(new Sending(channel, notice.id()));
      open.forEach(
          (settings, present) -> {
            if (nameOf(settings).equals(channel)) {
              present.lane().add(notice);
            }
          });
    } finally {
      lock.unlock();
    }
  }

  private Lane laneOf(JsonObject settings) {
    return Objects.requireNonNull(open.get(settings)).lane();
  }

  private static String nameOf(JsonObject settings) {
    return settings.getString("name", "");
  }

  private Open opened(JsonObject settings) {
    Channel channel = channels.apply(settings);
    String name = nameOf(settings);
    return new Open(channel, new Lane(name, channel, background, journal(name), clock));
  }

  private Lane.Journal journal(String channel) {
    return new Lane.Journal() {
      @Override
      public void delivered(Notice notice) {
        delivered.increment();
        done(notice);
      }

      @Override
      public void lost(Notice notice) {
        lost.increment();
        done(notice);
      }

      private void done(Notice notice) {
        outbox.done(notice, channel);
        closing.remove(new Sending(channel, notice.id()));
      }

      @Override
      public void left(Notice notice) {
        handOn(channel, notice);
      }

      @Override
      public void rest() {
        outbox.flush();
      }
    };
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
