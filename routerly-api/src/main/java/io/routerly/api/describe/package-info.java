/**
 * What resource methods say of themselves for the description of the API, beside what their code
 * says already: bodies, answers, query parameters and refusals, which JAX-RS does not see.
 *
 * <p>Start at {@link io.routerly.api.describe.Answers}, which every method below {@code /api} has.
 * Nothing here is read while the service runs; the build makes the description of it.
 */
@NullMarked
package io.routerly.api.describe;

import org.jspecify.annotations.NullMarked;
