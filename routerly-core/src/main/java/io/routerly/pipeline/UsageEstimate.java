package io.routerly.pipeline;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.CallType;
import io.routerly.wire.AnswerWatch;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what an answer used, also where the provider did not say it, or not all.
 *
 * @param inputBytes length of the text in the request, in bytes
 * @param kind what the request is
 */
record UsageEstimate(int inputBytes, Kind kind) {
  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final Set<String> READING_METHODS = Set.of("GET", "HEAD", "OPTIONS", "DELETE");
  private static final Used NOTHING = new Used(TokenUsage.NONE, false, true);

  /** Kinds of requests, by what is known of their use without a word of the provider. */
  enum Kind {
    /** A prompt, whose bytes tell of tokens. */
    PROMPT,
    /** Something that passes through, such as sound, whose price nobody knows. */
    UNKNOWN,
    /** Something that passes through and reads what was paid for before. */
    READING
  }

  /**
   * What an attempt used.
   *
   * @param tokens as far as there are any
   * @param estimated whether the provider did not say so
   * @param known whether this is all that is paid for
   */
  record Used(TokenUsage tokens, boolean estimated, boolean known) {}

  /** Returns what can be told of a client's call. */
  static UsageEstimate of(CallType type, String method, int inputBytes) {
    if (type != CallType.PASSTHROUGH) {
      return new UsageEstimate(inputBytes, Kind.PROMPT);
    }
    return new UsageEstimate(
        inputBytes, READING_METHODS.contains(method) ? Kind.READING : Kind.UNKNOWN);
  }

  /** Returns whether the call is paid for, or may be. */
  boolean isPaid() {
    return kind != Kind.READING;
  }

  /** Returns what an answer used that is complete. */
  Used complete(AnswerWatch watch) {
    Optional<TokenUsage> reported = watch.usage();
    if (!isPaid()) {
      return NOTHING;
    }
    if (reported.isPresent()) {
      return new Used(reported.get(), watch.usageInDoubt(), true);
    }
    return kind == Kind.PROMPT
        ? estimated(reported, watch.generatedCharacters())
        : new Used(TokenUsage.NONE, false, false);
  }

  /** Returns what an answer used that broke off after a part of it had reached the client. */
  Used brokenOff(AnswerWatch watch) {
    return isPaid() ? estimated(watch.usage(), watch.generatedCharacters()) : NOTHING;
  }

  /** Returns what an answer used of which nothing is to be seen. */
  Used unseen() {
    return isPaid() ? estimated(Optional.empty(), 0) : NOTHING;
  }

  /** What was reported, and at least what was seen to be streamed. */
  private Used estimated(Optional<TokenUsage> reported, long streamedCharacters) {
    long input = kind == Kind.PROMPT ? tokens(inputBytes) : 0;
    TokenUsage known = reported.orElseGet(() -> new TokenUsage(input, 0, 0, 0, 0, 0));
    TokenUsage tokens =
        new TokenUsage(
            known.inputTokens(),
            known.cacheReadTokens(),
            known.cacheWriteTokens(),
            known.cacheWriteOneHourTokens(),
            Math.max(known.outputTokens(), tokens(streamedCharacters)),
            known.reasoningTokens());
    boolean anything = kind == Kind.PROMPT || reported.isPresent();
    return new Used(tokens, anything, anything);
  }

  private static long tokens(long characters) {
    return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }
}
