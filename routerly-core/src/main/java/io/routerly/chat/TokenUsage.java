package io.routerly.chat;

/**
 * What a provider reports to have used, in the counting that is the same for every provider.
 *
 * @param inputTokens all prompt tokens, cache reads and writes included
 * @param cacheReadTokens prompt tokens read from the provider's cache
 * @param cacheWriteTokens prompt tokens written to the cache, for whatever time
 * @param cacheWriteOneHourTokens those of {@code cacheWriteTokens} that are kept for an hour
 * @param outputTokens all completion tokens, reasoning included
 * @param reasoningTokens completion tokens spent on reasoning
 */
public record TokenUsage(
    long inputTokens,
    long cacheReadTokens,
    long cacheWriteTokens,
    long cacheWriteOneHourTokens,
    long outputTokens,
    long reasoningTokens) {
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0, 0);

  /**
   * Parts that a provider reports beyond their whole are cut to it, so that no count is negative.
   */
  public TokenUsage {
    inputTokens = Math.max(0, inputTokens);
    outputTokens = Math.max(0, outputTokens);
    cacheReadTokens = clamp(cacheReadTokens, inputTokens);
    cacheWriteTokens = clamp(cacheWriteTokens, inputTokens - cacheReadTokens);
    cacheWriteOneHourTokens = clamp(cacheWriteOneHourTokens, cacheWriteTokens);
    reasoningTokens = clamp(reasoningTokens, outputTokens);
  }

  private static long clamp(long part, long whole) {
    return Math.max(0, Math.min(part, whole));
  }
}
