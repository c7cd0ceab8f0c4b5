/**
 * The Gemini generateContent format.
 *
 * <p>Start at {@link io.routerly.wire.gemini.GeminiCodec}. Requests go out through {@code
 * GeminiRequestWriter}, answers come in through {@code GeminiDecoder}, whether they are streamed or
 * not. The other direction, a client that speaks Gemini, is {@code GeminiRequestReader}, {@code
 * GeminiAnswerWriter} and {@code GeminiEncoder}.
 */
@NullMarked
package io.routerly.wire.gemini;

import org.jspecify.annotations.NullMarked;
