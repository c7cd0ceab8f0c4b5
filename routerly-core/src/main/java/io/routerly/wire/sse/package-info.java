/** Splits Server-Sent Events out of bytes. */
@NullMarked
package io.routerly.wire.sse;

import org.jspecify.annotations.NullMarked;
