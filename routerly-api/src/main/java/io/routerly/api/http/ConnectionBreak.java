package io.routerly.api.http;

import jakarta.ws.rs.container.ContainerRequestContext;

/**
 * The way to break the connection of a request whose answer has begun and cannot be finished.
 *
 * <p>Jersey logs what a {@code StreamingOutput} throws by then, and ends the answer as if it were
 * whole. A server that can do better offers it as an attribute of its requests.
 */
public final class ConnectionBreak {
  /** The attribute's name; its value is a {@link Runnable}. */
  public static final String ATTRIBUTE = "io.routerly.connectionBreak";

  private ConnectionBreak() {}

  /** Returns what breaks the request's connection; it does nothing on a server that has no way. */
  public static Runnable of(ContainerRequestContext request) {
    return request.getProperty(ATTRIBUTE) instanceof Runnable breaking ? breaking : () -> {};
  }
}
