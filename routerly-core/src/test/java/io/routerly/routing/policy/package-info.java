@NullMarked
package io.routerly.routing.policy;

import org.jspecify.annotations.NullMarked;
