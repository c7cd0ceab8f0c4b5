package io.routerly.api;

import io.routerly.bootstrap.VirtualThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that serve requests: a virtual one each where Java has them, else a bounded pool, in
 * which a stream holds a thread for as long as it lasts.
 */
public final class RequestThreads {
  private RequestThreads() {}

  /** Returns whether each request has a thread of its own, so that none waits for another's. */
  public static boolean areUnlimited() {
    return VirtualThreads.areThere();
  }

  /**
   * Returns a new executor for requests; the caller shuts it down.
   *
   * @param threads size of the pool, where threads are limited
   * @param waiting how many requests may wait for a thread there; one more is rejected
   */
  public static ExecutorService start(int threads, int waiting) {
    return VirtualThreads.executor().orElseGet(() -> pool(threads, waiting));
  }

  /** Returns a new executor for short tasks that must not wait behind requests. */
  public static ExecutorService forNotifications() {
    return VirtualThreads.executor()
        .orElseGet(() -> Executors.newCachedThreadPool(task -> daemon(task, "notification")));
  }

  static ExecutorService pool(int threads, int waiting) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            60,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(waiting),
            task -> daemon(task, "request-" + number.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Returns a new thread that keeps no process from ending. */
  public static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
