/** The contracts that every kind of storage has to keep: subclass them for a new one. */
@NullMarked
package io.routerly.store;

import org.jspecify.annotations.NullMarked;
