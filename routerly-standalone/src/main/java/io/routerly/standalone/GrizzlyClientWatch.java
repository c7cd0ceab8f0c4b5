package io.routerly.standalone;

import io.routerly.api.proxy.ClientWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.Request;

/**
 * Watches clients on Grizzly.
 *
 * <p>Most waits end within a fraction of a second, and looking out for the client costs a wake-up
 * of the selector. So a wait is armed only when it has lasted for one to two periods of a timer,
 * which is a quarter of a second; a departure is noticed then, or at once when it comes later. The
 * work per wait is constant.
 *
 * <p>A client that closes only its sending half counts as gone: nothing tells it from one that
 * closed its connection.
 */
final class GrizzlyClientWatch implements ClientWatch {
  private static final ThreadLocal<Request> SERVED = new ThreadLocal<>();
  private final Queue<ClientWait> arrivals = new ConcurrentLinkedQueue<>();
  private final Executor notifications;
  private List<ClientWait> lasting = new ArrayList<>();

  /**
   * @param notifications runs what is to be done about a client that left
   */
  GrizzlyClientWatch(Executor notifications) {
    this.notifications = notifications;
  }

  /** Starts the periodic work; it ends with the timer. */
  void startOn(ScheduledExecutorService timer, Duration period) {
    long millis = period.toMillis();
    Future<?> unused =
        timer.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Runs the service of a request, with that request as the one that this thread may watch. */
  void serving(Request request, Runnable service) {
    SERVED.set(request);
    try {
      service.run();
    } finally {
      SERVED.remove();
    }
  }

  @Override
  public Registration watch(Runnable onGone) {
    Request request = SERVED.get();
    if (request == null) {
      throw new IllegalStateException("A client is watched on the thread that serves it");
    }
    ClientWait wait = new ClientWait(request, onGone, notifications);
    arrivals.add(wait);
    return wait;
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
