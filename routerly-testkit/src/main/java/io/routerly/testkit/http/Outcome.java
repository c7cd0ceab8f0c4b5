package io.routerly.testkit.http;

/** How the exchange that a request began came to its end. */
public enum Outcome {
  /** Not at its end: the fake is still answering or silent. */
  IN_PROGRESS,
  /** The answer was written to its last byte. */
  ANSWERED,
  /** The client closed the connection before the answer was complete. */
  CLIENT_CLOSED,
  /** The script told the fake to cut the connection. */
  CUT,
  /** The fake itself was closed by the test. */
  SERVER_CLOSED
}
