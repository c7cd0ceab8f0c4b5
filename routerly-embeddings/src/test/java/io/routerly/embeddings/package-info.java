/** Tests of the embedder on the real model, without a network. */
@NullMarked
package io.routerly.embeddings;

import org.jspecify.annotations.NullMarked;
