/**
 * The Anthropic Messages format.
 *
 * <p>Start at {@link io.routerly.wire.anthropic.AnthropicCodec}. Readers turn requests of clients
 * and answers of providers into the values of {@code chat}, writers go the other way; a decoder and
 * an encoder do the same for answers that are streamed.
 */
@NullMarked
package io.routerly.wire.anthropic;

import org.jspecify.annotations.NullMarked;
