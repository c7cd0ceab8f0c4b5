/** The built-in policies, one class each. */
@NullMarked
package io.routerly.routing.policy;

import org.jspecify.annotations.NullMarked;
