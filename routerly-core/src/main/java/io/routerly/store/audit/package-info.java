/**
 * Tells who changed what, and when.
 *
 * <p>Start at {@link io.routerly.store.audit.AuditTrail}. The store of the configuration tells it
 * of each change before it is written; sign-ins and the like are told by those who serve them.
 */
@NullMarked
package io.routerly.store.audit;

import org.jspecify.annotations.NullMarked;
