package io.routerly.standalone;

import java.util.concurrent.Executor;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.http.util.DataChunk;
import org.jspecify.annotations.Nullable;

/**
 * Hands requests from the selector's thread, which has read their header, to the threads that serve
 * them.
 *
 * <p>Grizzly stops reading from a connection while its request is served, and begins again after
 * it, which wakes the selector once more for every request. A call whose body has arrived has
 * nothing to read, so reading just goes on: whatever comes is either the next request, which is
 * held, or the client's departure. Other requests keep Grizzly's way, which answers even those who
 * close their sending half right after a request.
 */
final class Handover implements RequestExecutorProvider {
  private final RequestExecutorProvider selectorOnly = new WorkerThreadProvider();
  private final Executor threads;

  /**
   * @param threads the transport's own
   */
  Handover(Executor threads) {
    this.threads = new DirectBuffers(threads);
  }

  /** Returns null, for the present thread, when that is not the selector's. */
  @Override
  public @Nullable Executor getExecutor(Request request) {
    if (selectorOnly.getExecutor(request) == null) {
      return null;
    }
    if (isCall(request) && !request.getRequest().isExpectContent()) {
      Connection<?> connection = request.getContext().getConnection();
      ReadAhead.keep(connection, request.getContext());
    }
    return threads;
  }

  private static boolean isCall(Request request) {
    DataChunk path = request.getRequest().getRequestURIRef().getRequestURIBC();
    return path.startsWith("/v1/", 0) || path.startsWith("/projects/", 0);
  }
}
