/**
 * A blocking HTTP/1.1 server on the loopback address that can misbehave.
 *
 * <p>Start at {@link io.routerly.testkit.http.LoopbackServer}. It is written on plain sockets
 * because tests need what a well-behaved server cannot do: split bytes anywhere, fall silent, cut
 * the connection with or without a reset, send bytes that are not HTTP. It notices at once when the
 * client closes, even while it is silent itself.
 *
 * <p>Knows nothing of providers.
 */
@NullMarked
package io.routerly.testkit.http;

import org.jspecify.annotations.NullMarked;
