/**
 * Ties log lines to the request that they tell of.
 *
 * <p>{@link io.routerly.log.LogMark} is all there is: whoever lets a request in sets the mark, and
 * whoever goes on with a request on another thread carries it there.
 */
@NullMarked
package io.routerly.log;

import org.jspecify.annotations.NullMarked;
