package io.routerly.pipeline;

import io.routerly.dispatch.Hedges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hedges that begin when a test says so. */
final class ManualHedges implements Hedges {
  private final List<Duration> delays = new ArrayList<>();
  private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

  @Override
  public Runnable after(Duration delay, Runnable hedge) {
    delays.add(delay);
    waiting.add(hedge);
    return () -> waiting.remove(hedge);
  }

  /** Returns the time after which a hedge was to begin, for each that was awaited. */
  List<Duration> delays() {
    return delays;
  }

  /** Returns how many are awaited at present. */
  int waiting() {
    return waiting.size();
  }

  /** Returns what is awaited, for a test that lets it begin too late. */
  Runnable anyWaiting() {
    return waiting.get(0);
  }

  /** Lets the time pass: what is awaited runs, to its end, on this thread. */
  void begin() {
    List<Runnable> due = List.copyOf(waiting);
    waiting.clear();
    due.forEach(Runnable::run);
  }

  /** The same, on a thread of its own. */
  void beginElsewhere() {
    List<Runnable> due = List.copyOf(waiting);
    waiting.clear();
    due.forEach(hedge -> new Thread(hedge, "hedge").start());
  }
}
