/**
 * The home's master secret and what is encrypted or signed with it.
 *
 * <p>Start at {@link io.routerly.secret.MasterSecret}: every use has a key of its own, derived from
 * it. {@link io.routerly.secret.ProviderKeys} stores provider keys so that they are worth nothing
 * without the secret, nor at another model; {@link io.routerly.secret.ChannelSecrets} does so for
 * notification channels. BouncyCastle's classes are called directly; no security provider is
 * registered, which would slow the start and touch the whole JVM.
 */
@NullMarked
package io.routerly.secret;

import org.jspecify.annotations.NullMarked;
