@NullMarked
package io.routerly.sso;

import org.jspecify.annotations.NullMarked;
