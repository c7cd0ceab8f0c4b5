/**
 * Wires everything together.
 *
 * <p>Start at {@link io.routerly.bootstrap.Gateway}, the composition root; {@link
 * io.routerly.bootstrap.BuiltIns} lists every provider, policy and wire format there is.
 */
@NullMarked
package io.routerly.bootstrap;

import org.jspecify.annotations.NullMarked;
