/**
 * Admits calls by budget.
 *
 * <p>Start at {@link io.routerly.budget.BudgetGate}: a call is admitted with a reservation before a
 * provider is asked, each attempt that used something is charged to it, and it ends with the call.
 */
@NullMarked
package io.routerly.budget;

import org.jspecify.annotations.NullMarked;
