package io.routerly.testkit.http;

/** How a connection is cut. */
public enum Cut {
  /** An orderly end of the TCP stream, as of a server that shuts down. */
  FIN,
  /** A TCP reset, as of a server that crashed. */
  RESET
}
