package io.routerly.standalone;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.ThreadCache;
import org.glassfish.grizzly.nio.DirectByteBufferRecord;

/**
 * Lends each request's thread the buffer that Grizzly copies answers to on their way to the socket.
 *
 * <p>Grizzly keeps one per thread. A thread that lives for one request only would allocate native
 * memory for it each time, and leave it to the garbage collector.
 */
final class DirectBuffers implements Executor {
  private static final ThreadCache.CachedTypeIndex<DirectByteBufferRecord> INDEX =
      ThreadCache.obtainIndex("direct-buffer-cache", DirectByteBufferRecord.class, 1);

  private final Queue<DirectByteBufferRecord> idle = new ConcurrentLinkedQueue<>();
  private final Executor threads;

  DirectBuffers(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable request) {
    threads.execute(() -> serve(request));
  }

  private void serve(Runnable request) {
    DirectByteBufferRecord lent = idle.poll();
    if (lent != null) {
      ThreadCache.putToCache(INDEX, lent);
    }
    try {
      request.run();
    } finally {
      DirectByteBufferRecord back = ThreadCache.takeFromCache(INDEX);
      if (back != null) {
        idle.add(back);
      }
    }
  }
}
