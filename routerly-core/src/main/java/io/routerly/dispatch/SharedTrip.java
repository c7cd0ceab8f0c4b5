package io.routerly.dispatch;

import io.routerly.upstream.CancelSignal;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What two attempts of one call share: the walk and the guard, which they use one at a time, and
 * which of them has the call. Thread-safe.
 */
final class SharedTrip {
  private final SoleTrip trip;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Lane winner;

  SharedTrip(SoleTrip trip) {
    this.trip = trip;
  }

  /** Returns what {@code use} makes of the trip, which nobody else uses in the meantime. */
  <T> T locked(Supplier<T> use) {
    lock.lock();
    try {
      return use.get();
    } finally {
      lock.unlock();
    }
  }

  /** The same, for what returns nothing. */
  void alone(Runnable use) {
    lock.lock();
    try {
      use.run();
    } finally {
      lock.unlock();
    }
  }

  /** Gives the call to a lane; returns whether it has it, and not another. */
  boolean decide(Lane lane) {
    return locked(
        () -> {
          winner = winner == null ? lane : winner;
          return winner == lane;
        });
  }

  boolean isDecided() {
    return locked(() -> winner != null);
  }

  /** Returns the trip; for what is done under the lock, or while there is one thread. */
  SoleTrip trip() {
    return trip;
  }

  /** Returns what fires when the client leaves. */
  CancelSignal client() {
    return trip.call().cancel();
  }
}
