package io.routerly.store;

import io.routerly.routing.Trace;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the traces of calls that are over, for some days and within bounds.
 *
 * <p>Traces explain; nothing depends on them. So a store that is slow or broken loses some and says
 * so in the log, and no call waits for it or fails with it. Thread-safe.
 */
public interface TraceStore extends AutoCloseable {
  /** Takes a trace, to write it soon; returns at once, and never fails. */
  void append(Trace trace);

  /** Returns the trace of that id, if it is kept. */
  Optional<Trace> get(String traceId);

  /**
   * Returns what {@code taken} makes of each of the latest traces of a project, in the order in
   * which the calls ended.
   *
   * <p>Traces are read one after the other; only what is made of them is held.
   *
   * @param most how many are wanted, at least 1
   */
  <T> List<T> latest(String projectId, int most, Function<Trace, T> taken);

  @Override
  void close();
}
