/**
 * The gateway inside an application server.
 *
 * <p>Start at {@link io.routerly.war.GatewayLifecycle}, which opens the gateway when the server
 * starts the application and closes it when the server stops it. Everything else about the servers
 * stands in the descriptors beside {@code web.xml}.
 */
@NullMarked
package io.routerly.war;

import org.jspecify.annotations.NullMarked;
