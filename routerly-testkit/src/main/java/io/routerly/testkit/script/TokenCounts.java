package io.routerly.testkit.script;

/**
 * The tokens of one answer, counted alike for every provider.
 *
 * @param input all prompt tokens, cache reads and writes included
 * @param cacheRead those of the input that were read from the provider's cache
 * @param cacheWrite5m those of the input that were written to the cache for five minutes
 * @param cacheWrite1h those of the input that were written to the cache for one hour
 * @param output all completion tokens, reasoning included
 * @param reasoning those of the output that were spent on reasoning
 */
public record TokenCounts(
    int input, int cacheRead, int cacheWrite5m, int cacheWrite1h, int output, int reasoning) {
  public TokenCounts {
    if (Math.min(cacheRead, Math.min(cacheWrite5m, cacheWrite1h)) < 0
        || cacheRead + cacheWrite5m + cacheWrite1h > input) {
      throw new IllegalArgumentException("Cached tokens are a part of the input: " + input);
    }
    if (reasoning < 0 || reasoning > output) {
      throw new IllegalArgumentException("Reasoning tokens are a part of the output: " + output);
    }
  }

  /** Returns counts without cache and reasoning. */
  public static TokenCounts of(int input, int output) {
    return new TokenCounts(input, 0, 0, 0, output, 0);
  }

  /** Returns these counts with that part of the input read from the cache. */
  public TokenCounts withCacheRead(int tokens) {
    return new TokenCounts(input, tokens, cacheWrite5m, cacheWrite1h, output, reasoning);
  }

  /** Returns these counts with those parts of the input written to the cache. */
  public TokenCounts withCacheWrites(int fiveMinutes, int oneHour) {
    return new TokenCounts(input, cacheRead, fiveMinutes, oneHour, output, reasoning);
  }

  /** Returns these counts with that part of the output spent on reasoning. */
  public TokenCounts withReasoning(int tokens) {
    return new TokenCounts(input, cacheRead, cacheWrite5m, cacheWrite1h, output, tokens);
  }

  /** Returns the input that neither came from the cache nor went into it. */
  public int uncachedInput() {
    return input - cacheRead - cacheWrites();
  }

  /** Returns the input that was written to the cache. */
  public int cacheWrites() {
    return cacheWrite5m + cacheWrite1h;
  }

  /** Returns input and output together. */
  public int total() {
    return input + output;
  }
}
