package io.routerly.api.http;

/**
 * Tells a server whether the answer to a request is held back. One that is may leave at any moment,
 * on another thread: the request and its answer are not the server's to look at from then on.
 *
 * <p>Set by the thread that serves the request, and read by the same.
 */
public final class Hold {
  /** The attribute of requests of which servers want to know; its value is a hold of its own. */
  public static final String ATTRIBUTE = "io.routerly.hold";

  private boolean begun;

  /** Notes that the answer is held. */
  void begin() {
    begun = true;
  }

  /** Returns whether the answer is, or was, held. */
  public boolean hasBegun() {
    return begun;
  }
}
