package io.routerly.pipeline;

import io.routerly.routing.Trace;
import io.routerly.store.TraceStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A store of traces that lives in memory alone. */
final class MemoryTraces implements TraceStore {
  private final List<Trace> traces = new CopyOnWriteArrayList<>();

  /** Returns all traces, in the order in which their calls ended. */
  List<Trace> all() {
    return traces;
  }

  @Override
  public void append(Trace trace) {
    traces.add(trace);
  }

  @Override
  public Optional<Trace> get(String traceId) {
    return traces.stream().filter(trace -> trace.traceId().equals(traceId)).findFirst();
  }

  @Override
  public <T> List<T> latest(String projectId, int most, Function<Trace, T> taken) {
    List<T> all =
        traces.stream()
            .filter(trace -> trace.asked().projectId().equals(projectId))
            .map(taken)
            .toList();
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  @Override
  public void close() {}
}
