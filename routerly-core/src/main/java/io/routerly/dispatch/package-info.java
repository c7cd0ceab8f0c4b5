/**
 * Walks a ranked list of models to the first that accepts the call.
 *
 * <p>Start at {@link io.routerly.dispatch.Dispatcher}. Whatever fails before the first byte to the
 * client is tried elsewhere; what comes back from here is past that point, the commit point.
 */
@NullMarked
package io.routerly.dispatch;

import org.jspecify.annotations.NullMarked;
