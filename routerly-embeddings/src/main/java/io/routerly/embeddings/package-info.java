/**
 * Embeddings in the gateway's own process, for the policy {@code semantic-intent}.
 *
 * <p>Start at {@link io.routerly.embeddings.MiniLmEmbedder}, which the gateway finds in this jar
 * when it lies in {@code lib} of a home.
 */
@NullMarked
package io.routerly.embeddings;

import org.jspecify.annotations.NullMarked;
