/** Tests of the Gemini generateContent format. */
@NullMarked
package io.routerly.wire.gemini;

import org.jspecify.annotations.NullMarked;
