/**
 * The {@code routerly} command line.
 *
 * <p>Start at {@link io.routerly.cli.RouterlyCommand}. The commands here work beside the service;
 * those that start it come from the module that has a server.
 */
@NullMarked
package io.routerly.cli;

import org.jspecify.annotations.NullMarked;
