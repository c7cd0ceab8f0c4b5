package io.routerly.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/** Remembers the latest traces of this process, a bounded number of them. Thread-safe. */
public final class TraceLog {
  private final Cache<String, Trace> traces;

  /**
   * @param capacity how many traces are kept
   */
  public TraceLog(int capacity) {
    traces = Caffeine.newBuilder().maximumSize(capacity).build();
  }

  /** Keeps the trace in the place of an earlier one of the same id. */
  public void put(Trace trace) {
    traces.put(trace.traceId(), trace);
  }

  /** Returns the trace of that id, if it is still remembered. */
  public Optional<Trace> get(String traceId) {
    return Optional.ofNullable(traces.getIfPresent(traceId));
  }
}
