package io.routerly.acceptance;

import java.net.URI;

/**
 * Where a gateway answers that nobody has set up yet.
 *
 * @param root its context root, with a slash at the end
 * @param setupCode the one-time code that makes the first administrator
 */
public record GatewayAddress(URI root, String setupCode) {
  public GatewayAddress {
    if (!root.getPath().endsWith("/")) {
      throw new IllegalArgumentException("A context root ends with a slash: " + root);
    }
  }
}
