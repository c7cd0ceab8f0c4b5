/**
 * Set-up, sign-in and the signed-in person's own account.
 *
 * <p>Start at {@link io.routerly.api.session.SessionResource}.
 */
@NullMarked
package io.routerly.api.session;

import org.jspecify.annotations.NullMarked;
