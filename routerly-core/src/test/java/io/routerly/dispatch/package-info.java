@NullMarked
package io.routerly.dispatch;

import org.jspecify.annotations.NullMarked;
