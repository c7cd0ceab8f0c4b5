package io.routerly.bootstrap;

import io.routerly.notify.Background;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of notifications: one daemon that waits for what is to be tried again, and one for
 * each channel that is sending, {@value #MOST} at most where threads are not virtual. None is made
 * before the first notification.
 */
final class NotifyThreads implements Background, AutoCloseable {
  private static final int MOST = 4;
  private static final long LINGER_SECONDS = 2;
  private static final Logger LOG = LoggerFactory.getLogger(NotifyThreads.class);

  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService threads;

  private NotifyThreads(ExecutorService threads) {
    this.threads = threads;
    this.timer = new ScheduledThreadPoolExecutor(1, daemons("routerly-notify-timer"));
  }

  static NotifyThreads create() {
    return new NotifyThreads(VirtualThreads.executor().orElseGet(NotifyThreads::platformThreads));
  }

  private static ExecutorService platformThreads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons("routerly-notify"));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void run(Runnable work) {
    try {
      threads.execute(() -> guarded(work));
    } catch (RejectedExecutionException e) {
      LOG.debug("A notification came after the end");
    }
  }

  @Override
  public void after(Duration delay, Runnable work) {
    try {
      var unused = timer.schedule(() -> run(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("A notification was to be tried again after the end");
    }
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("A notification failed", e);
    }
  }

  /** Leaves what is under way a short time, and gives up what was to be tried again. */
  @Override
  public void close() {
    timer.shutdownNow();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LINGER_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
        LOG.warn("Some notifications were still on their way at the end");
      }
      var unused = timer.awaitTermination(LINGER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
