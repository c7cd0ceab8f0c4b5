package io.routerly.bootstrap;

import io.routerly.dispatch.Hedges;
import io.routerly.log.LogMark;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of hedges: one daemon that waits for all of them, and one for each that is under way.
 *
 * <p>Where threads cost something there are {@value #MOST} at most, apart from those of requests:
 * when a provider hangs, all calls want a hedge, and the requests of other models need theirs. None
 * is made before the first hedge is awaited.
 */
final class HedgeThreads implements Hedges, AutoCloseable {
  /** How many hedges run at once where threads are not virtual; further ones are left out. */
  static final int MOST = 64;

  private static final Logger LOG = LoggerFactory.getLogger(HedgeThreads.class);
  private static final long STOP_SECONDS = 1;

  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService threads;

  HedgeThreads(ExecutorService threads) {
    this.threads = threads;
    this.timer = new ScheduledThreadPoolExecutor(1, daemons("routerly-hedge-timer"));
    timer.setRemoveOnCancelPolicy(true); // most are called off long before their time
  }

  static HedgeThreads create() {
    return new HedgeThreads(VirtualThreads.executor().orElseGet(HedgeThreads::platformThreads));
  }

  static ExecutorService platformThreads() {
    return new ThreadPoolExecutor(
        0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("routerly-hedge"));
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public Runnable after(Duration delay, Runnable hedge) {
    Runnable marked = LogMark.carriedBy(hedge);
    try {
      ScheduledFuture<?> start =
          timer.schedule(() -> start(marked), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> start.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {}; // the service is stopping
    }
  }

  /** Returns how many hedges are awaited. */
  int awaited() {
    return timer.getQueue().size();
  }

  private void start(Runnable hedge) {
    try {
      threads.execute(() -> run(hedge));
    } catch (RejectedExecutionException e) {
      LOG.debug("No thread is free for a hedge");
    }
  }

  private static void run(Runnable hedge) {
    try {
      hedge.run();
    } catch (RuntimeException e) {
      LOG.error("A hedge could not begin", e);
    }
  }

  /** Waits for the end of both, so that an application server finds no thread left. */
  @Override
  public void close() {
    timer.shutdownNow();
    threads.shutdownNow();
    try {
      boolean ended =
          timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)
              && threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
      LOG.debug("The threads of hedges have ended: {}", ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
