package io.routerly.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers the latest traces of this process, a bounded number of them.
 *
 * <p>A ring: keeping a trace is one store, which every call pays for, and finding one is a walk
 * over all that are kept, which hardly anybody asks for. Thread-safe.
 */
public final class TraceLog {
  private final AtomicReferenceArray<Trace> ring;
  private final AtomicLong kept = new AtomicLong();

  /**
   * @param capacity how many traces are kept, at least 1
   */
  public TraceLog(int capacity) {
    ring = new AtomicReferenceArray<>(capacity);
  }

  /**
   * Keeps the trace; it stands before an earlier one of the same id.
   *
   * @return its place, for {@link #replace}
   */
  public int put(Trace trace) {
    int place = (int) (kept.getAndIncrement() % ring.length());
    ring.set(place, trace);
    return place;
  }

  /**
   * Puts what is now known of a call where its trace stands.
   *
   * @return where it stands: another place if so many calls came since that the first was taken
   */
  public int replace(int place, Trace before, Trace after) {
    return ring.compareAndSet(place, before, after) ? place : put(after);
  }

  /** Returns the latest trace of that id, if it is still remembered. */
  public Optional<Trace> get(String traceId) {
    long newest = kept.get() - 1;
    for (long at = newest; at >= 0 && at > newest - ring.length(); at--) {
      Trace trace = ring.get((int) (at % ring.length()));
      if (trace != null && trace.traceId().equals(traceId)) {
        return Optional.of(trace);
      }
    }
    return Optional.empty();
  }

  /** Returns the latest traces of a project that are remembered, oldest first. */
  public List<Trace> latestOf(String projectId, int most) {
    Deque<Trace> found = new ArrayDeque<>();
    long newest = kept.get() - 1;
    for (long at = newest; at >= 0 && at > newest - ring.length() && found.size() < most; at--) {
      Trace trace = ring.get((int) (at % ring.length()));
      if (trace != null && trace.asked().projectId().equals(projectId)) {
        found.addFirst(trace);
      }
    }
    return new ArrayList<>(found);
  }
}
