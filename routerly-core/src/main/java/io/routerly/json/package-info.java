/**
 * Reads JSON fast: cached factories, and a strict scanner for the hot path.
 *
 * <p>Start at {@link io.routerly.json.JsonCursor}. Requests and answers pass through as bytes; what
 * the gateway needs of them is read in place, without a tree.
 */
@NullMarked
package io.routerly.json;

import org.jspecify.annotations.NullMarked;
