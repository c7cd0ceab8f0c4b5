/** Tests of strict binding: what is refused, where it is told, and that nothing is lost. */
@NullMarked
package io.routerly.store.binding;

import org.jspecify.annotations.NullMarked;
