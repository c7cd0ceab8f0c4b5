/**
 * Tells who is asking: project tokens, passwords, sessions and permissions.
 *
 * <p>Start at {@link io.routerly.auth.Caller}. Deny is the default of everything here.
 */
@NullMarked
package io.routerly.auth;

import org.jspecify.annotations.NullMarked;
