package io.routerly.pipeline;

import io.routerly.routing.Trace;
import io.routerly.routing.TraceLog;
import io.routerly.store.TraceStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** All traces there are: those in memory, and before them those that the store has. Thread-safe. */
public final class TraceBook {
  private final TraceLog memory;
  private final TraceStore store;

  /**
   * @param memory takes traces from the decision on
   * @param store takes those of calls that are over
   */
  public TraceBook(TraceLog memory, TraceStore store) {
    this.memory = memory;
    this.store = store;
  }

  /** Keeps the trace of a call that goes on; returns its place, for {@link #replace}. */
  int put(Trace trace) {
    return memory.put(trace);
  }

  /** Puts what is now known of a call where its trace stands; returns where it stands. */
  int replace(int place, Trace before, Trace after) {
    return memory.replace(place, before, after);
  }

  /** Hands the trace of a call that is over to the store. */
  void store(Trace trace) {
    store.append(trace);
  }

  /** Keeps the trace of a call that is over. */
  public void add(Trace trace) {
    put(trace);
    store(trace);
  }

  /** Returns the trace of that id, if there is one. */
  public Optional<Trace> get(String traceId) {
    return memory.get(traceId).or(() -> store.get(traceId));
  }

  /**
   * Returns what {@code taken} makes of each of the latest traces of a project; in no order that
   * could be relied upon.
   *
   * @param most how many are wanted, at least 1
   */
  public <T> List<T> latest(String projectId, int most, Function<Trace, T> taken) {
    List<Trace> remembered = memory.latestOf(projectId, most);
    List<T> all = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    remembered.forEach(
        trace -> {
          ids.add(trace.traceId());
          all.add(taken.apply(trace));
        });
    if (all.size() < most) {
      // What is remembered may be stored as well, so that many more are asked for.
      List<Optional<T>> stored =
          store.latest(
              projectId,
              most,
              trace ->
                  ids.contains(trace.traceId())
                      ? Optional.<T>empty()
                      : Optional.of(taken.apply(trace)));
      List<T> older = stored.stream().flatMap(Optional::stream).toList();
      all.addAll(0, older.subList(Math.max(0, older.size() - (most - all.size())), older.size()));
    }
    return all;
  }
}
