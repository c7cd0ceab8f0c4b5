@NullMarked
package io.routerly.notify;

import org.jspecify.annotations.NullMarked;
