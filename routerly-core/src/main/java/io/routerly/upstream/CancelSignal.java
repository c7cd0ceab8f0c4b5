package io.routerly.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the parts of one request, from any thread, that nobody waits for its answer any more.
 *
 * <p>It fires once and stays fired. Thread-safe; actions run on the thread that cancels, outside of
 * any lock, and should be short.
 */
public final class CancelSignal {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> actions = new ArrayList<>(2);
  private volatile boolean cancelled;

  /** Undoes {@link #onCancel}. */
  public interface Registration extends AutoCloseable {
    /** Forgets the action; it may be running already. */
    @Override
    void close();
  }

  /** Runs the registered actions, at the first call only. */
  public void cancel() {
    List<Runnable> due;
    lock.lock();
    try {
      cancelled = true;
      due = List.copyOf(actions);
      actions.clear();
    } finally {
      lock.unlock();
    }
    due.forEach(Runnable::run);
  }

  /** Returns whether {@link #cancel()} was called. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Runs {@code action} when the signal fires, or at once if it has fired. */
  public Registration onCancel(Runnable action) {
    lock.lock();
    try {
      if (!cancelled) {
        actions.add(action);
        return () -> forget(action);
      }
    } finally {
      lock.unlock();
    }
    action.run();
    return () -> {};
  }

  /** Returns how many actions wait for the signal. */
  int waiting() {
    lock.lock();
    try {
      return actions.size();
    } finally {
      lock.unlock();
    }
  }

  private void forget(Runnable action) {
    lock.lock();
    try {
      actions.remove(action);
    } finally {
      lock.unlock();
    }
  }
}
