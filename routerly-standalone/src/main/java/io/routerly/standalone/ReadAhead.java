package io.routerly.standalone;

import java.io.IOException;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Context;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOEventLifeCycleListener;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a connection while its request is still being served, because only reading shows that
 * the client has closed it.
 *
 * <p>Grizzly does not read until the answer is complete, and then begins to. This takes that over
 * for one request: reading begins at once and goes on afterwards. Should the client send its next
 * request meanwhile, those bytes are held, reading pauses, and they are served after the present
 * answer. Used by the timer's thread, the selector's and the request's; all go through the lock.
 */
final class ReadAhead extends IOEventLifeCycleListener.Adapter {
  private final Connection<?> connection;
  private @Nullable FilterChainContext nextRequest;
  private boolean finished;

  private ReadAhead(Connection<?> connection) {
    this.connection = connection;
  }

  /**
   * Begins to read ahead after Grizzly has stopped reading, unless that has begun already or would
   * take bytes from somebody else.
   *
   * @param current the request's context; its request must be read completely and must not end
   *     while this runs
   */
  static void begin(Connection<?> connection, FilterChainContext current) throws IOException {
    if (takeOver(connection, current)) {
      connection.enableIOEvent(IOEvent.READ);
    }
  }

  /** The same on the selector's thread, before Grizzly stops reading, which it then does not. */
  static void keep(Connection<?> connection, FilterChainContext current) {
    boolean unused = takeOver(connection, current);
  }

  private static boolean takeOver(Connection<?> connection, FilterChainContext current) {
    ConnectionState state = ConnectionState.of(connection);
    if (state.readAhead != null || state.pipelined) {
      return false;
    }
    ReadAhead readAhead = new ReadAhead(connection);
    state.readAhead = readAhead;
    // The listener of Grizzly would enable reading a second time when the answer is complete, in
    // the middle of the next request.
    current.getInternalContext().removeAllLifeCycleListeners();
    current.getInternalContext().addLifeCycleListener(readAhead);
    return true;
  }

  /** Takes the first bytes of the next request; returns false once the present one is complete. */
  synchronized boolean hold(FilterChainContext next) {
    if (finished) {
      return false;
    }
    next.suspend();
    nextRequest = next;
    return true;
  }

  @Override
  public void onReregister(Context context) {
    onComplete(context, null);
  }

  @Override
  public void onComplete(Context context, @Nullable Object data) {
    FilterChainContext next;
    synchronized (this) {
      finished = true;
      ConnectionState.of(connection).readAhead = null;
      next = nextRequest;
    }
    if (next != null) {
      next.resumeNext();
    }
  }
}
