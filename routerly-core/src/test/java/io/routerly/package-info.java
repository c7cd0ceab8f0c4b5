/** Tests of the shape of the code: who may import what, and what nobody may call. */
@NullMarked
package io.routerly;

import org.jspecify.annotations.NullMarked;
