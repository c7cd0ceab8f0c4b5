/**
 * Speaks to the providers.
 *
 * <p>Start at {@link io.routerly.provider.ProviderAdapter}. Most providers are a {@link
 * io.routerly.provider.Dialect}, a record of facts that {@link
 * io.routerly.provider.HttpProviderAdapter} follows; one that needs code of its own has a package
 * of its own.
 */
@NullMarked
package io.routerly.provider;

import org.jspecify.annotations.NullMarked;
