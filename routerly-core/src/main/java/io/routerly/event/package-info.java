/**
 * What happens in the gateway, told to whoever listens.
 *
 * <p>Start at {@link io.routerly.event.GatewayEvent}.
 */
@NullMarked
package io.routerly.event;

import org.jspecify.annotations.NullMarked;
