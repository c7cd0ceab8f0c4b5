package io.routerly.api;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.spi.AbstractContainerLifecycleListener;
import org.glassfish.jersey.server.spi.Container;

/**
 * Runs short tasks later, on threads that end with the application. What still waits then is
 * dropped. Thread-safe.
 */
final class LaterTasks extends AbstractContainerLifecycleListener {
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> RequestThreads.daemon(task, "later-tasks"));
  private final ExecutorService threads = RequestThreads.forNotifications();

  /**
   * Runs {@code task} after {@code wait}, on a thread that it may block.
   *
   * @throws java.util.concurrent.RejectedExecutionException when the application has ended
   */
  void run(Duration wait, Runnable task) {
    Future<?> unused =
        timer.schedule(() -> threads.execute(task), wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void onShutdown(Container container) {
    timer.shutdownNow();
    threads.shutdown();
  }
}
