/**
 * Chooses which model serves a request.
 *
 * <p>Start at {@link io.routerly.routing.RoutingPolicy}. Policies rate candidates, the {@link
 * io.routerly.routing.Router} adds the ratings up by weight and returns a ranked list, and the
 * dispatcher walks that list until one candidate answers.
 *
 * <p>Never calls a provider or a store by itself: a policy that needs a model's word has it asked
 * by way of {@link io.routerly.routing.ModelAsk}.
 */
@NullMarked
package io.routerly.routing;

import org.jspecify.annotations.NullMarked;
