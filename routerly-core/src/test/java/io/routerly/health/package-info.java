@NullMarked
package io.routerly.health;

import org.jspecify.annotations.NullMarked;
