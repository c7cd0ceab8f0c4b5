/**
 * Single sign-on: people who are known elsewhere come in without a password of their own.
 *
 * <p>Start at {@link io.routerly.sso.SingleSignOn}, the relying party of OpenID Connect: {@link
 * io.routerly.sso.ProviderCache} knows the provider's addresses and keys, {@link
 * io.routerly.sso.IdTokens} checks what it says of a person, and {@link io.routerly.sso.Accounts}
 * finds that person's account. {@link io.routerly.sso.HeaderSignIn} believes a proxy instead.
 * Whatever is not as it must be refuses the sign-in.
 *
 * <p>Knows nothing of cookies and pages.
 */
@NullMarked
package io.routerly.sso;

import org.jspecify.annotations.NullMarked;
