@NullMarked
package io.routerly.tokens;

import org.jspecify.annotations.NullMarked;
