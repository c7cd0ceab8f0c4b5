/** Tests of the list of built-ins. */
@NullMarked
package io.routerly.bootstrap;

import org.jspecify.annotations.NullMarked;
