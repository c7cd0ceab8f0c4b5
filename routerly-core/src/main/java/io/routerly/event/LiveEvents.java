package io.routerly.event;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the latest events for those who follow them as they happen.
 *
 * <p>Whoever publishes writes one place of a ring and goes on: nobody who reads slowly holds
 * anybody up, but misses what was overwritten, and is told so. Thread-safe.
 */
public final class LiveEvents implements EventSink, AutoCloseable {
  private static final int KEPT = 1000;

  private final Clock clock;
  private final LiveEvent[] ring;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  /** Guarded by the lock, as is the ring: the number of the latest event; 0 before the first. */
  private long latest;

  private boolean closed;

  public LiveEvents(Clock clock) {
    this(clock, KEPT);
  }

  LiveEvents(Clock clock, int kept) {
    this.clock = clock;
    this.ring = new LiveEvent[kept];
  }

  /**
   * Some events that follow each other.
   *
   * @param events earliest first
   * @param missed whether events before them were overwritten before they could be read
   * @param open whether more may come
   */
  public record Batch(List<LiveEvent> events, boolean missed, boolean open) {
    public Batch {
      events = List.copyOf(events);
    }
  }

  @Override
  public void publish(GatewayEvent event) {
    lock.lock();
    try {
      latest++;
      ring[(int) (latest % ring.length)] = new LiveEvent(latest, clock.instant(), event);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the number of the latest event; 0 before the first. */
  public long latest() {
    lock.lock();
    try {
      return latest;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for events after that of a number, and returns those that there are.
   *
   * @param number of the last event that was read; one that is yet to come counts as the latest
   * @param millis how long to wait at most
   */
  public Batch after(long number, long millis) throws InterruptedException {
    lock.lock();
    try {
      long from = Math.min(number, latest);
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (latest == from && !closed && left > 0) {
        left = arrived.awaitNanos(left);
      }
      return batch(from);
    } finally {
      lock.unlock();
    }
  }

  private Batch batch(long from) {
    long first = Math.max(from, latest - ring.length) + 1;
    List<LiveEvent> events = new ArrayList<>();
    for (long each = first; each <= latest; each++) {
      events.add(ring[(int) (each % ring.length)]);
    }
    return new Batch(events, first > from + 1, !closed);
  }

  /** Lets go of everybody who waits. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
