/**
 * Admits calls by budget.
 *
 * <p>Start at {@link io.routerly.budget.BudgetGate}: a call is admitted with a reservation before a
 * provider is asked, and the reservation is settled or released once when the call has ended.
 */
@NullMarked
package io.routerly.budget;

import org.jspecify.annotations.NullMarked;
