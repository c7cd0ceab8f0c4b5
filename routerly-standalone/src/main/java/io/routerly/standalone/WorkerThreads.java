package io.routerly.standalone;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses the threads that serve requests: one virtual thread each where Java has them, else a
 * bounded pool.
 */
final class WorkerThreads {
  /** On Java 17 a stream holds one of these, so this is also the number of concurrent streams. */
  static final int POOL_SIZE = 256;

  private static final String VIRTUAL = "newVirtualThreadPerTaskExecutor";

  private WorkerThreads() {}

  /** Returns a new executor for requests; the caller shuts it down. */
  static ExecutorService forRequests() {
    return virtual().orElseGet(() -> bounded(POOL_SIZE));
  }

  /** Returns a new executor for short tasks that must not wait behind requests. */
  static ExecutorService forNotifications() {
    return virtual()
        .orElseGet(() -> Executors.newCachedThreadPool(task -> daemon(task, "notification")));
  }

  /** Goes through a method handle, as the code is compiled for Java 17. */
  private static Optional<ExecutorService> virtual() {
    MethodHandle factory;
    try {
      factory =
          MethodHandles.publicLookup()
              .findStatic(Executors.class, VIRTUAL, MethodType.methodType(ExecutorService.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return Optional.empty();
    }
    try {
      return Optional.of((ExecutorService) factory.invoke());
    } catch (Throwable e) {
      throw new IllegalStateException("This Java offers virtual threads but cannot make them", e);
    }
  }

  static ExecutorService bounded(int size) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            60,
            TimeUnit.SECONDS,
            // A connection has at most one request in here, so that connections bound the queue.
            new LinkedBlockingQueue<>(),
            task -> daemon(task, "request-" + number.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
