package io.routerly.standalone;

import java.util.concurrent.Future;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.jspecify.annotations.Nullable;

/** What the server remembers of one connection beside what Grizzly does. */
final class ConnectionState {
  private static final Attribute<ConnectionState> ATTRIBUTE =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(
          "io.routerly.connection", ConnectionState::new);

  /** Whether the headers of the request that is being read are complete. */
  boolean headersRead;

  /** Closes the connection when the headers take too long; absent for those that came at once. */
  @Nullable Future<?> headerDeadline;

  /** Whether the client sent a further request before the present one was answered. */
  volatile boolean pipelined;

  /** Reads on while a request is being served; absent for requests that are answered quickly. */
  volatile @Nullable ReadAhead readAhead;

  private ConnectionState() {}

  /** Returns whether the server reads ahead on a connection; callable from any thread. */
  static boolean readsAhead(Connection<?> connection) {
    ConnectionState state = ATTRIBUTE.peek(connection);
    return state != null && state.readAhead != null;
  }

  /** Returns the state, made at the first call, which is the selector's. */
  static ConnectionState of(Connection<?> connection) {
    return ATTRIBUTE.get(connection);
  }
}
