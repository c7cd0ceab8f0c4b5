package io.routerly.standalone;

import io.routerly.api.proxy.ClientWatch;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * One wait of one request, during which its client may leave.
 *
 * <p>It costs next to nothing until it is armed, which happens only to long waits. The lock makes
 * sure that nothing touches the request after {@link #close}, since Grizzly uses it again.
 */
final class ClientWait implements ClientWatch.Registration, CloseListener<Closeable, CloseType> {
  private final Connection<?> connection;
  private final Executor notifications;
  private @Nullable Request request;
  private @Nullable Runnable onGone;
  private boolean armed;

  ClientWait(Request request, Runnable onGone, Executor notifications) {
    this.connection = request.getContext().getConnection();
    this.request = request;
    this.onGone = onGone;
    this.notifications = notifications;
  }

  synchronized boolean isOpen() {
    return request != null;
  }

  /**
   * Begins to look out for the client's departure.
   *
   * @return false if that cannot begin yet, because the client is still sending its request
   */
  synchronized boolean arm() throws IOException {
    Request current = request;
    if (current == null) {
      return true;
    }
    if (current.getRequest().isExpectContent()) {
      return false;
    }
    armed = true;
    connection.addCloseListener(this);
    ReadAhead.begin(connection, current.getContext());
    return true;
  }

  @Override
  public void onClosed(Closeable closed, CloseType type) {
    Runnable action = end();
    if (action != null) {
      notifications.execute(action);
    }
  }

  @Override
  public void close() {
    end();
  }

  private synchronized @Nullable Runnable end() {
    Runnable action = onGone;
    onGone = null;
    request = null;
    if (armed) {
      armed = false;
      connection.removeCloseListener(this);
    }
    return action;
  }
}
