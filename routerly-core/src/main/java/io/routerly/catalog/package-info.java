/**
 * Providers and their well-known models: addresses, wire formats, context windows, capabilities and
 * prices.
 *
 * <p>Start at {@link io.routerly.catalog.Catalog}. The models are data of others, gathered by
 * {@code tools/refresh-catalog} into {@code models.json} beside this package; the file says its
 * sources and their dates. The catalog only proposes: what a model of the configuration costs and
 * can do is what {@code config/models.json} says.
 *
 * <p>Nothing here is read before somebody asks, and no call of a client ever asks.
 */
@NullMarked
package io.routerly.catalog;

import org.jspecify.annotations.NullMarked;
