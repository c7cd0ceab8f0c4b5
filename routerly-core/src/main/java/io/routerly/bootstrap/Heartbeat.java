package io.routerly.bootstrap;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon thread that does what is due whether or not calls come in, every few seconds. */
final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final long SECONDS = 5;

  private final ScheduledExecutorService thread;

  private Heartbeat(ScheduledExecutorService thread) {
    this.thread = thread;
  }

  /** One that fails hinders no other. */
  static Heartbeat start(Runnable... beats) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, "routerly-heartbeat");
              daemon.setDaemon(true);
              return daemon;
            });
    var unused =
        thread.scheduleWithFixedDelay(
            () -> List.of(beats).forEach(Heartbeat::guarded), SECONDS, SECONDS, TimeUnit.SECONDS);
    return new Heartbeat(thread);
  }

  /** An exception that got out would end the repetition without a word. */
  private static void guarded(Runnable beat) {
    try {
      beat.run();
    } catch (RuntimeException e) {
      LOG.error("what is due every few seconds failed; it will be tried again", e);
    }
  }

  /** Waits for the thread's end, so that an application server finds none left. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      var unused = thread.awaitTermination(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
