/**
 * Makes the description of the management API while the service is built: OpenAPI 3.1, out of the
 * resource classes, the records that they take and answer with, and the comments in their sources.
 *
 * <p>Start at {@link io.routerly.api.openapi.ApiDescription}. No class of this package is in the
 * jar: the service hands out what the build has made.
 */
@NullMarked
package io.routerly.api.openapi;

import org.jspecify.annotations.NullMarked;
