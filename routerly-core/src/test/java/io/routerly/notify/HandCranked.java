package io.routerly.notify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Runs work when the test says so, on its thread. */
final class HandCranked implements Background {
  final Deque<Runnable> now = new ArrayDeque<>();
  final List<Duration> delays = new ArrayList<>();
  private final Deque<Runnable> later = new ArrayDeque<>();

  @Override
  public void run(Runnable work) {
    now.add(work);
  }

  @Override
  public void after(Duration delay, Runnable work) {
    delays.add(delay);
    later.add(work);
  }

  /** Does all that is due now. */
  void turn() {
    for (Runnable next = now.poll(); next != null; next = now.poll()) {
      next.run();
    }
  }

  /** Leaves out all that is still to be done, as the end of a process does. */
  void forget() {
    now.clear();
    later.clear();
  }

  /** Lets all delays pass, and does what is due then. */
  void turnLater() {
    now.addAll(later);
    later.clear();
    turn();
  }
}
