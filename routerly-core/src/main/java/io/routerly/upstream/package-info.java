/**
 * Talks HTTP/1.1 to providers, webhooks and image hosts.
 *
 * <p>Start at {@link io.routerly.upstream.UpstreamClient}. It blocks: one thread sends a request,
 * reads the answer as a stream and closes it. Every wait has a limit (connect, first byte, idle,
 * total), any other thread may cancel, and no address is contacted that the {@link
 * io.routerly.upstream.AddressRule} of the request forbids. Connections are kept and used again.
 *
 * <p>Nothing here knows what a provider's bytes mean, follows a redirect, keeps a cookie or logs a
 * header value.
 */
@NullMarked
package io.routerly.upstream;

import org.jspecify.annotations.NullMarked;
