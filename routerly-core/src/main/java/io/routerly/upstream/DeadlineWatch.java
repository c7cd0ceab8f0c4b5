package io.routerly.upstream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose exchange has passed its limit, so that a blocked read or write ends.
 *
 * <p>One daemon thread looks at all open connections: about once a second, and whenever the nearest
 * deadline is due. A socket's own read time-out would cost two more system calls per read, leaves
 * writes unbounded and starts again with each trickled byte. What a request pays instead is a
 * volatile write and a volatile read for each time it may block.
 */
final class DeadlineWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);
  private static final long SWEEP_NANOS = 1_000_000_000;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final long PATIENCE_MILLIS = 2_000;

  private final Set<Watched> sockets = ConcurrentHashMap.newKeySet();
  private final LongSupplier nanoTime;
  private final Runnable sweep;
  private volatile long nextLook;
  private volatile boolean closed;
  private volatile @Nullable Thread thread;

  /**
   * Creates a watch that is not running yet.
   *
   * @param sweep what else is done about once a second
   */
  DeadlineWatch(LongSupplier nanoTime, Runnable sweep) {
    this.nanoTime = nanoTime;
    this.sweep = sweep;
    this.nextLook = nanoTime.getAsLong() + SWEEP_NANOS;
  }

  void start() {
    Thread started = new Thread(this::run, "routerly-upstream-watch");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  void add(Watched socket) {
    sockets.add(socket);
    if (closed) {
      end(socket);
    }
  }

  /** Returns how many sockets are open. */
  int size() {
    return sockets.size();
  }

  private static void end(Watched socket) {
    Exchange exchange = socket.exchange();
    if (exchange != null) {
      exchange.cancel();
    }
    socket.close();
  }

  void remove(Watched socket) {
    sockets.remove(socket);
  }

  /** Wakes the thread if {@code deadline} comes before its next look; returns whether it does. */
  boolean armed(long deadline) {
    boolean earlier = deadline - nextLook < 0;
    if (earlier) {
      LockSupport.unpark(thread);
    }
    return earlier;
  }

  private void run() {
    long swept = nanoTime.getAsLong();
    while (!closed) {
      long now = nanoTime.getAsLong();
      boolean due = now - swept >= SWEEP_NANOS;
      swept = due ? now : swept;
      long next = lookAndSweep(now, due);
      LockSupport.parkNanos(Math.max(PAUSE_NANOS, next - nanoTime.getAsLong()));
    }
  }

  /** Goes on whatever happens: without this thread no limit would hold any more. */
  private long lookAndSweep(long now, boolean due) {
    try {
      if (due) {
        sweep.run();
      }
      return look(now);
    } catch (RuntimeException e) {
      LOG.error("The watch over provider connections failed; it goes on", e);
      return now + SWEEP_NANOS;
    }
  }

  /** Ends what is overdue at {@code now} and returns when to look again. */
  long look(long now) {
    // While this looks, every deadline counts as earlier than the next look. Whoever arms one
    // behind the scan's back leaves a wake-up for the park that follows.
    nextLook = now + Long.MAX_VALUE / 2;
    long next = now + SWEEP_NANOS;
    for (Watched socket : sockets) {
      Exchange exchange = socket.exchange();
      if (exchange != null) {
        exchange.expire(now);
        long deadline = exchange.deadline();
        next =
            deadline != Exchange.NEVER && deadline - next < 0 && exchange.isRunning()
                ? deadline
                : next;
      }
    }
    nextLook = next;
    return next;
  }

  /** Stops the thread, cancels every exchange and closes every connection. */
  @Override
  public void close() {
    closed = true;
    Thread started = thread;
    LockSupport.unpark(started);
    sockets.forEach(DeadlineWatch::end);
    if (started != null) {
      awaitEnd(started);
    }
  }

  /** An application server that finds the thread still running at an undeployment warns of it. */
  private static void awaitEnd(Thread started) {
    try {
      started.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
