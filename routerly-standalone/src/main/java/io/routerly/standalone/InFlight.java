package io.routerly.standalone;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the requests that are being served.
 *
 * <p>Grizzly counts them too, but goes on counting one whose client left before its answer, and
 * would wait for it. Thread-safe.
 */
final class InFlight {
  private final AtomicInteger count = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();

  /** Runs the service of one request, which counts until it returns. */
  void during(Runnable service) {
    count.incrementAndGet();
    try {
      service.run();
    } finally {
      if (count.decrementAndGet() == 0) {
        signalNone();
      }
    }
  }

  private void signalNone() {
    lock.lock();
    try {
      none.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no request is being served; returns whether that came to be in time. */
  boolean awaitNone(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      // The signal is sent under the lock, so none is missed between the look and the wait.
      while (count.get() > 0 && left > 0) {
        left = none.awaitNanos(left);
      }
      return count.get() == 0;
    } finally {
      lock.unlock();
    }
  }
}
