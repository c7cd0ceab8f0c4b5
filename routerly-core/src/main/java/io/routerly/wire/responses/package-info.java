/** The OpenAI Responses format. */
@NullMarked
package io.routerly.wire.responses;

import org.jspecify.annotations.NullMarked;
