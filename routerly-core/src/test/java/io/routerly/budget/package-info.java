@NullMarked
package io.routerly.budget;

import org.jspecify.annotations.NullMarked;
