/**
 * Turns what an attempt used into one priced record of the ledger.
 *
 * <p>Start at {@link io.routerly.accounting.Accountant}.
 */
@NullMarked
package io.routerly.accounting;

import org.jspecify.annotations.NullMarked;
