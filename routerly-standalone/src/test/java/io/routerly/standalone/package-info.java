/** Tests of the standalone server over real connections on 127.0.0.1. */
@NullMarked
package io.routerly.standalone;

import org.jspecify.annotations.NullMarked;
