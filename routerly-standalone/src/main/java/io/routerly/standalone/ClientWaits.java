package io.routerly.standalone;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Arms the waits that last.
 *
 * <p>Most waits end within a fraction of a second, and arming costs a wake-up of the selector. So a
 * wait is looked at by a timer, and armed when it has lasted for one to two of its periods. The
 * work per wait is constant.
 */
final class ClientWaits {
  private final Queue<ClientWait> arrivals = new ConcurrentLinkedQueue<>();
  private List<ClientWait> lasting = new ArrayList<>();

  /** Starts the periodic work on {@code timer}; it ends with the timer. */
  static ClientWaits startedOn(ScheduledExecutorService timer, Duration period) {
    ClientWaits waits = new ClientWaits();
    long millis = period.toMillis();
    Future<?> unused =
        timer.scheduleWithFixedDelay(waits::tick, millis, millis, TimeUnit.MILLISECONDS);
    return waits;
  }

  void add(ClientWait wait) {
    arrivals.add(wait);
  }

  /** Runs on the timer's thread only. */
  private void tick() {
    List<ClientWait> next = new ArrayList<>();
    for (ClientWait wait : lasting) {
      if (!tryArm(wait)) {
        next.add(wait);
      }
    }
    for (ClientWait wait = arrivals.poll(); wait != null; wait = arrivals.poll()) {
      if (wait.isOpen()) {
        next.add(wait);
      }
    }
    lasting = next;
  }

  private static boolean tryArm(ClientWait wait) {
    try {
      return wait.arm();
    } catch (IOException | RuntimeException e) {
      // The connection is closing, which its close listener tells. Nothing may end the timer.
      return true;
    }
  }
}
