package io.routerly.pipeline;

import io.routerly.chat.TokenUsage;
import java.util.Optional;

/**
 * Estimates what an answer used of which the provider did not say it, or not all.
 *
 * @param inputBytes length of the text in the request, in bytes
 * @param arePossible whether bytes tell of tokens: what passes through may be anything, such as
 *     sound
 */
record UsageEstimate(int inputBytes, boolean arePossible) {
  private static final int CHARACTERS_PER_TOKEN = 4;

  /** Returns what was reported, and at least what was seen to be streamed. */
  TokenUsage of(Optional<TokenUsage> reported, long streamedCharacters) {
    long input = arePossible ? tokens(inputBytes) : 0;
    TokenUsage known = reported.orElseGet(() -> new TokenUsage(input, 0, 0, 0, 0, 0));
    return new TokenUsage(
        known.inputTokens(),
        known.cacheReadTokens(),
        known.cacheWriteTokens(),
        known.cacheWriteOneHourTokens(),
        Math.max(known.outputTokens(), tokens(streamedCharacters)),
        known.reasoningTokens());
  }

  private static long tokens(long characters) {
    return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }
}
