/**
 * The HTTP surface: a JAX-RS application that runs unchanged in an application server and in the
 * standalone service.
 *
 * <p>Start at {@link io.routerly.api.GatewayApplication}, which registers every resource by name;
 * nothing is found by scanning. Resources translate between HTTP and the core and decide nothing
 * themselves.
 */
@NullMarked
package io.routerly.api;

import org.jspecify.annotations.NullMarked;
