package io.routerly.war;

import io.routerly.api.proxy.ClientWatch;

/**
 * Watches nobody: the Servlet API does not tell when a client leaves, so that in an application
 * server this is noticed at the next write to it.
 */
final class NoClientWatch implements ClientWatch {
  @Override
  public Registration watch(Runnable onGone) {
    return () -> {};
  }
}
