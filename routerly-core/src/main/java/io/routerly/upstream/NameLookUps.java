package io.routerly.upstream;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks names up on a few threads of its own, because the system's resolver blocks in native code
 * and heeds no interrupt.
 *
 * <p>Each name is looked up once at a time, and all who wait for it share the result, so that a
 * name whose servers do not answer holds one thread and no more. Thread-safe.
 */
final class NameLookUps implements AutoCloseable {
  private static final int THREADS = 16;

  private final AddressGuard guard;
  private final ThreadPoolExecutor threads;
  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();

  NameLookUps(AddressGuard guard) {
    this.guard = guard;
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            NameLookUps::daemon);
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "routerly-upstream-resolver");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Returns the addresses of {@code host}, not judged yet; the result is the caller's to cancel,
   * which leaves the look-up to the others who wait for it.
   *
   * @throws RejectedExecutionException if this is closed
   */
  CompletableFuture<List<InetAddress>> of(String host) {
    CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> earlier = running.putIfAbsent(host, mine);
    if (earlier != null) {
      return earlier.copy();
    }
    CompletableFuture<List<InetAddress>> copy = mine.copy();
    try {
      threads.execute(() -> lookUp(host, mine));
    } catch (RejectedExecutionException e) {
      running.remove(host);
      throw e;
    }
    return copy;
  }

  private void lookUp(String host, CompletableFuture<List<InetAddress>> result) {
    try {
      List<InetAddress> addresses = guard.lookUp(host);
      running.remove(host);
      result.complete(addresses);
    } catch (RuntimeException e) {
      running.remove(host);
      result.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
