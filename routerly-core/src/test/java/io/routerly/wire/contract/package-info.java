/**
 * The contract of translation: what every pair of formats carries, stated in the formats' own JSON.
 *
 * <p>The cases are data, in the resources beside this package: {@link
 * io.routerly.wire.contract.Feature} reads them. Expectations are about the bytes that a provider
 * or a client gets, never about what our own readers make of them.
 */
@NullMarked
package io.routerly.wire.contract;

import org.jspecify.annotations.NullMarked;
