/**
 * What all resources share: how access is declared and checked, how JSON is read and written, and
 * how errors look.
 *
 * <p>Start at {@link io.routerly.api.http.AccessFeature}: a resource method that does not say who
 * may call it stops the start.
 */
@NullMarked
package io.routerly.api.http;

import org.jspecify.annotations.NullMarked;
