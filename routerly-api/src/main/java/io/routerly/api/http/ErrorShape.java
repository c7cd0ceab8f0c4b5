package io.routerly.api.http;

import io.routerly.error.GatewayException;
import jakarta.json.JsonObject;

/**
 * How errors look to the clients of one part of the HTTP surface. Implementations are thread-safe.
 */
public interface ErrorShape {
  /**
   * Returns whether errors on this path look so.
   *
   * @param path the decoded path below the application's root, without a leading slash
   */
  boolean fits(String path);

  /** Returns the body that tells of {@code error}. */
  JsonObject body(GatewayException error);
}
