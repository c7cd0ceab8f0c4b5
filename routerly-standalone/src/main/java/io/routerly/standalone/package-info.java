/**
 * The service as one program: the Grizzly server and the commands that start it.
 *
 * <p>Start at {@link io.routerly.standalone.Main} for the command line and at {@link
 * io.routerly.standalone.GatewayServer} for the server. The application that it serves is the same
 * one as in the WAR.
 */
@NullMarked
package io.routerly.standalone;

import org.jspecify.annotations.NullMarked;
