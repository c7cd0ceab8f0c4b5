/**
 * The path of a request, step by step.
 *
 * <p>Start at {@link io.routerly.pipeline.Pipeline#serve}: one method that reads like the lifecycle
 * in {@code docs/architecture.md}.
 */
@NullMarked
package io.routerly.pipeline;

import org.jspecify.annotations.NullMarked;
