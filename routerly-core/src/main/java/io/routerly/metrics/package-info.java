/**
 * Counts what the gateway does, for Prometheus.
 *
 * <p>Start at {@link io.routerly.metrics.CallMeters}, which takes the record of every attempt as it
 * is written, and at {@link io.routerly.metrics.MetricsPage}, which asks how things stand whenever
 * someone reads the figures. Labels hold names from the configuration and from lists of ours alone,
 * never what a client made up, and no secret; how many there may be is bounded.
 */
@NullMarked
package io.routerly.metrics;

import org.jspecify.annotations.NullMarked;
