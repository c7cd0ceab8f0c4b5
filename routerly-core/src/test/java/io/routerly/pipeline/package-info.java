@NullMarked
package io.routerly.pipeline;

import org.jspecify.annotations.NullMarked;
