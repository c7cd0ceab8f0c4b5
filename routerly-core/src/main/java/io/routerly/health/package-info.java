/**
 * What this process has learnt of models from the attempts that ended: errors, cooldowns.
 *
 * <p>Start at {@link io.routerly.health.HealthBoard}. Everything here is told as attempts end, by
 * way of {@link io.routerly.health.OutcomeObserver}, is kept in constant size per model, and is
 * read by policies and by the guard of an attempt without asking anybody. It costs no request of
 * its own: health is what real calls show.
 */
@NullMarked
package io.routerly.health;

import org.jspecify.annotations.NullMarked;
