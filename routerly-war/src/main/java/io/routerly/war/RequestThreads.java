package io.routerly.war;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that proxy calls run on, so that a stream does not hold a thread of the server: a
 * virtual thread for each call where Java has them, else a bounded pool.
 */
final class RequestThreads {
  /** On Java 17 each call in progress holds one of these. */
  static final int POOL_SIZE = 256;

  /** So many calls wait for a thread on Java 17; the next is answered 503. */
  static final int QUEUE_SIZE = 1024;

  private RequestThreads() {}

  /** Returns a new executor; the caller shuts it down. */
  static ExecutorService start() {
    MethodHandle virtual;
    try {
      virtual =
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return pool(POOL_SIZE, QUEUE_SIZE); // a Java before 21
    }
    try {
      return (ExecutorService) virtual.invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("This Java offers virtual threads but cannot make them", e);
    }
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
            task -> {
              Thread thread = new Thread(task, "routerly-call-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
