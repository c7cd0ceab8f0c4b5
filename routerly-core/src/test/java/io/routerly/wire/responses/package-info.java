/** Tests of OpenAI's Responses. */
@NullMarked
package io.routerly.wire.responses;

import org.jspecify.annotations.NullMarked;
