/** Tells load balancers and people whether the service works. */
@NullMarked
package io.routerly.api.health;

import org.jspecify.annotations.NullMarked;
