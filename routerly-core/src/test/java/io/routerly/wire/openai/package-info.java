/** Tests of the Chat Completions format. */
@NullMarked
package io.routerly.wire.openai;

import org.jspecify.annotations.NullMarked;
