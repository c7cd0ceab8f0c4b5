/**
 * What applications call: the providers' APIs under {@code /v1} and {@code /projects/{slug}/v1}.
 *
 * <p>Start at {@link io.routerly.api.proxy.ProxyRoutes}, which lists the paths, and {@link
 * io.routerly.api.proxy.ProxyEndpoint}, which takes a request to the pipeline and its answer to the
 * client. The filters that run before the body is read are {@link
 * io.routerly.api.proxy.CallerFilter} and {@link io.routerly.api.proxy.BudgetFilter}.
 */
@NullMarked
package io.routerly.api.proxy;

import org.jspecify.annotations.NullMarked;
