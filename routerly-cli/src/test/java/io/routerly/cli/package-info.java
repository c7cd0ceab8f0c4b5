/** Tests of the command line on real homes and real connections. */
@NullMarked
package io.routerly.cli;

import org.jspecify.annotations.NullMarked;
