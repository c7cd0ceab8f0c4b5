/**
 * The OpenAI Responses format.
 *
 * <p>Start at {@link io.routerly.wire.responses.ResponsesCodec}. Readers and writers are named for
 * what they read and write: a request is made of items, tools and parts. A buffered answer is read
 * and written as the last event of a streamed one, so that the two cannot differ. {@link
 * io.routerly.wire.responses.ResponsesHistory} continues conversations of which the client sends
 * only the newest part.
 */
@NullMarked
package io.routerly.wire.responses;

import org.jspecify.annotations.NullMarked;
