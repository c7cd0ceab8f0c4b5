/** Paths whose format the gateway does not understand, metered where an answer carries usage. */
@NullMarked
package io.routerly.wire.opaque;

import org.jspecify.annotations.NullMarked;
