/** A provider that answers by itself, offline, to try the gateway with. */
@NullMarked
package io.routerly.provider.demo;

import org.jspecify.annotations.NullMarked;
