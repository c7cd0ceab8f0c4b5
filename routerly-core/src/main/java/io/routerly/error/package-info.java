/**
 * The one exception family of the gateway and its stable codes.
 *
 * <p>Start at {@link io.routerly.error.ErrorCode}: each code has an HTTP status and a name that
 * clients may rely on.
 */
@NullMarked
package io.routerly.error;

import org.jspecify.annotations.NullMarked;
