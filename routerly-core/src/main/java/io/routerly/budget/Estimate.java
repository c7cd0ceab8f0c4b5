package io.routerly.budget;

/**
 * What a call will use at most, as far as can be told before it is made.
 *
 * @param inputTokens prompt tokens
 * @param outputTokens completion tokens
 */
public record Estimate(long inputTokens, long outputTokens) {}
