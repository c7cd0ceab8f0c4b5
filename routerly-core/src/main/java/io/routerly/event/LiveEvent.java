package io.routerly.event;

import java.time.Instant;

/**
 * An event among those that one process published.
 *
 * @param number from 1, without gaps
 * @param at when it was published
 * @param event what happened
 */
public record LiveEvent(long number, Instant at, GatewayEvent event) {}
