/**
 * Keeps configuration and usage: the interfaces that every kind of storage implements.
 *
 * <p>Start at {@link io.routerly.store.ConfigStore} and {@link io.routerly.store.UsageStore};
 * {@code store.file} implements them on {@code $ROUTERLY_HOME}. A new store implements both and
 * passes their contract tests.
 */
@NullMarked
package io.routerly.store;

import org.jspecify.annotations.NullMarked;
