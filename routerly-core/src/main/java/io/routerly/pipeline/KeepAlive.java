package io.routerly.pipeline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a sign of life to clients whose provider is silent in the middle of a stream, so that
 * nothing between them takes the connection for dead.
 *
 * <p>One thread looks at all streams once a second and writes nothing itself: a client that takes
 * nothing off its connection blocks one of a few writers at most, which are there only while they
 * are needed. Thread-safe.
 */
public final class KeepAlive implements AutoCloseable {
  /** How many looks a stream is silent for before its client gets a sign of life. */
  static final int SILENT_LOOKS = 15;

  private static final Logger LOG = LoggerFactory.getLogger(KeepAlive.class);

  private static final int WRITERS = 32;

  /** A writer to a client that takes nothing must not hold up the end. */
  private static final long STOP_SECONDS = 1;

  private final Set<ClientStream> streams = ConcurrentHashMap.newKeySet();
  private final Executor writers;
  private final Runnable stop;

  KeepAlive(Executor writers, Runnable stop) {
    this.writers = writers;
    this.stop = stop;
  }

  /** Returns one that looks once a second until it is closed. */
  public static KeepAlive start() {
    ThreadPoolExecutor writers =
        new ThreadPoolExecutor(
            WRITERS,
            WRITERS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons("routerly-keep-alive-writer"));
    writers.allowCoreThreadTimeOut(true);
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(daemons("routerly-keep-alive"));
    KeepAlive keepAlive = new KeepAlive(writers, () -> stop(watch, writers));
    ScheduledFuture<?> unused =
        watch.scheduleWithFixedDelay(keepAlive::look, 1, 1, TimeUnit.SECONDS);
    return keepAlive;
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Waits for the end of both, so that an application server finds no thread left. */
  private static void stop(ExecutorService watch, ExecutorService writers) {
    watch.shutdownNow();
    writers.shutdownNow();
    try {
      boolean ended =
          watch.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)
              && writers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
      LOG.debug("The keep-alive threads have ended: {}", ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void add(ClientStream stream) {
    streams.add(stream);
  }

  void remove(ClientStream stream) {
    streams.remove(stream);
  }

  /** Has a sign of life sent to every client that has had nothing for long enough. */
  void look() {
    for (ClientStream stream : streams) {
      if (stream.isDueAfterLook()) {
        try {
          writers.execute(stream::sendSignOfLife);
        } catch (RejectedExecutionException e) {
          return; // the service is stopping
        }
      }
    }
  }

  @Override
  public void close() {
    stop.run();
  }
}
