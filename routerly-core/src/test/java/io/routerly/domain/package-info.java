@NullMarked
package io.routerly.domain;

import org.jspecify.annotations.NullMarked;
