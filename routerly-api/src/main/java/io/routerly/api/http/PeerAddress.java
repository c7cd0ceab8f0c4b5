package io.routerly.api.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/**
 * The network address that a request came from. JAX-RS does not know it, so each server leaves it
 * as an attribute of the request.
 */
public final class PeerAddress {
  /** The attribute's name; its value is the address as text. */
  public static final String ATTRIBUTE = "io.routerly.peerAddress";

  private PeerAddress() {}

  /** Returns the address of the other end of the connection, where the server tells it. */
  public static Optional<String> of(ContainerRequestContext request) {
    return request.getProperty(ATTRIBUTE) instanceof String address
        ? Optional.of(address)
        : Optional.empty();
  }
}
