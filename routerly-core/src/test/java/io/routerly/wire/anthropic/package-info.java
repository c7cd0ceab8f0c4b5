@NullMarked
package io.routerly.wire.anthropic;

import org.jspecify.annotations.NullMarked;
