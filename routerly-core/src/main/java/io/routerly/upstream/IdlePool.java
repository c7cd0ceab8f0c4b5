package io.routerly.upstream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are open and unused, by origin; the one used last goes out first, so that
 * the others grow old and leave. Thread-safe; sockets are touched outside of its lock.
 */
final class IdlePool {
  /** An unused connection is trusted for this long before it is looked at. */
  private static final long TRUSTED_NANOS = 1_000_000_000;

  private final UpstreamSettings settings;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Origin, Deque<Wire>> idle = new HashMap<>();
  private int size;

  IdlePool(UpstreamSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /** Takes out a connection to {@code origin} that looks alive. */
  @Nullable Wire take(Origin origin) {
    while (true) {
      Wire wire = pop(origin);
      if (wire == null) {
        return null;
      }
      long now = nanoTime.getAsLong();
      if (!wire.expired(now) && (wire.idleNanos(now) < TRUSTED_NANOS || !wire.stale())) {
        return wire;
      }
      wire.close();
    }
  }

  private @Nullable Wire pop(Origin origin) {
    lock.lock();
    try {
      Deque<Wire> wires = idle.get(origin);
      Wire wire = wires == null ? null : wires.pollFirst();
      size -= wire == null ? 0 : 1;
      return wire;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps {@code wire} for another request, or closes it if there is no room.
   *
   * @param keepSeconds how long its server keeps it, or -1 if it does not say
   */
  void put(Wire wire, long keepSeconds) {
    long now = nanoTime.getAsLong();
    wire.rest(now, now + keepTime(keepSeconds).toNanos());
    if (!push(wire)) {
      wire.close();
    }
  }

  /** A second less than the server's time, so that a request and its end do not meet halfway. */
  private Duration keepTime(long keepSeconds) {
    Duration own = settings.idleFor();
    if (keepSeconds < 0) {
      return own;
    }
    Duration servers = Duration.ofSeconds(Math.max(0, keepSeconds - 1));
    return servers.compareTo(own) < 0 ? servers : own;
  }

  private boolean push(Wire wire) {
    lock.lock();
    try {
      boolean room = size < settings.maxIdle();
      if (room) {
        idle.computeIfAbsent(wire.origin(), key -> new ArrayDeque<>()).addFirst(wire);
        size++;
      }
      return room;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the connections to {@code origin}, whose server has closed one of them. */
  void drop(Origin origin) {
    List<Wire> dropped = new ArrayList<>();
    for (Wire wire = pop(origin); wire != null; wire = pop(origin)) {
      dropped.add(wire);
    }
    dropped.forEach(Wire::close);
  }

  /** Closes what has been unused for too long. */
  void sweep() {
    long now = nanoTime.getAsLong();
    List<Wire> expired = new ArrayList<>();
    lock.lock();
    try {
      for (Deque<Wire> wires : idle.values()) {
        wires.stream().filter(wire -> wire.expired(now)).forEach(expired::add);
        wires.removeIf(wire -> wire.expired(now));
      }
      idle.values().removeIf(Deque::isEmpty);
      size -= expired.size();
    } finally {
      lock.unlock();
    }
    expired.forEach(Wire::close);
  }

  /** Returns how many connections are unused. */
  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }
}
