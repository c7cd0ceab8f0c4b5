/** Tests of the master secret and of what is encrypted with it. */
@NullMarked
package io.routerly.secret;

import org.jspecify.annotations.NullMarked;
