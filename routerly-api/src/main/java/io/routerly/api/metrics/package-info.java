/** {@code /metrics}: the gateway's figures for Prometheus, and who may read them. */
@NullMarked
package io.routerly.api.metrics;

import org.jspecify.annotations.NullMarked;
