package io.routerly.pipeline;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A clock that stands still while anybody works, and jumps to the next event when all wait.
 *
 * <p>Tasks run on threads of their own and block like any other code, though one at a time, so that
 * the same tasks always take the same course. Whoever waits hands the turn to the one who is next;
 * where that is itself, no thread is changed.
 */
final class VirtualTime implements LongSupplier {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final Semaphore over = new Semaphore(0);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private long now;
  private long order;

  /** What happens at a time: a task begins, or, without one, whoever waits for the turn has it. */
  private record Event(long at, long order, Optional<Runnable> task, Semaphore turn) {}

  @Override
  public long getAsLong() {
    return now;
  }

  /** Has a task begin that long after the start. */
  void at(Duration sinceStart, Runnable task) {
    events.add(new Event(sinceStart.toNanos(), order++, Optional.of(task), over));
  }

  /** Runs all tasks to their ends; a failure of any of them is thrown here. */
  void run() {
    threads.execute(this::work);
    over.acquireUninterruptibly();
    threads.shutdownNow();
    if (failure.get() != null) {
      throw new AssertionError("a task failed", failure.get());
    }
  }

  /** Lets time pass for the task that calls it. */
  void pass(Duration time) {
    Event mine = new Event(now + time.toNanos(), order++, Optional.empty(), new Semaphore(0));
    events.add(mine);
    Event next = next();
    if (next.order() == mine.order()) {
      return;
    }
    if (next.task().isEmpty()) {
      next.turn().release();
    } else {
      threads.execute(
          () -> {
            begin(next.task().get());
            work();
          });
    }
    mine.turn().acquireUninterruptibly();
  }

  /** Takes one event after the other, until another thread has the turn or nothing is left. */
  private void work() {
    while (!events.isEmpty()) {
      Event next = next();
      if (next.task().isEmpty()) {
        next.turn().release();
        return;
      }
      begin(next.task().get());
    }
    over.release();
  }

  private Event next() {
    Event next = events.remove();
    now = Math.max(now, next.at());
    return next;
  }

  private void begin(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) { // an assertion that fails on this thread must fail the test
      failure.compareAndSet(null, e);
    }
  }
}
