package io.routerly.standalone;

import java.time.Duration;

/**
 * Where the server listens and how patient it is.
 *
 * @param host address to bind
 * @param port TCP port; 0 takes a free one
 * @param headerTimeout how long the headers of a request may take from their first byte on
 * @param bodyTimeout how long a request body may be silent
 * @param idleTimeout how long a connection without a request is kept
 * @param watchDelay how long a request waits for its provider before the server looks out for the
 *     client's departure; it is noticed after at most twice this time
 */
record ServerOptions(
    String host,
    int port,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration watchDelay) {

  /** Returns the options of production for an address. */
  static ServerOptions on(String host, int port) {
    return new ServerOptions(
        host,
        port,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(75),
        Duration.ofMillis(250));
  }
}
