package io.routerly.routing;

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

  /** Keeps the trace; it stands before an earlier one of the same id. */
  public void put(Trace trace) {
    ring.set((int) (kept.getAndIncrement() % ring.length()), trace);
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
}
