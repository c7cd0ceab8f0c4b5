package io.routerly.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of {@code data/usage.json}: what one attempt used and cost.
 *
 * @param id {@code use_…}
 * @param timestamp start of the client's request
 * @param projectId {@code proj_…}
 * @param projectSlug the project's slug at that time
 * @param tokenId {@code tok_…}
 * @param modelId the model that served, by its id within Routerly; empty when a budget refused the
 *     call
 * @param provider the model's provider
 * @param requestedModel the model that the client named; empty when it named none
 * @param attempt position among the attempts of the request, from 1; 0 when a budget refused it
 * @param calls 1 if it is this record that counts the client's call, else 0: a call is counted once
 *     whatever its attempts, and not at all if no provider answered it
 * @param count how many refusals it stands for; 1 for every other record
 * @param callType which API was called
 * @param stream whether the answer was streamed
 * @param tokens what was used
 * @param estimated whether {@code tokens} are an estimate rather than the provider's report
 * @param cost what it cost; absent for a model without prices
 * @param durationMs from the start of the attempt to its end, in milliseconds
 * @param ttftMs from the start of the attempt to the first byte of the answer, in milliseconds
 * @param status how it ended
 * @param error why it failed
 * @param traceId {@code trc_…}, shared by all attempts of a request
 */
public record UsageRecord(
    String id,
    Instant timestamp,
    String projectId,
    String projectSlug,
    String tokenId,
    String modelId,
    String provider,
    String requestedModel,
    int attempt,
    int calls,
    int count,
    CallType callType,
    boolean stream,
    Tokens tokens,
    boolean estimated,
    Optional<Cost> cost,
    long durationMs,
    Optional<Long> ttftMs,
    CallStatus status,
    Optional<Failure> error,
    String traceId) {

  /**
   * Tokens in the counting that is the same for every provider.
   *
   * @param input all prompt tokens, cache reads and writes included
   * @param output all completion tokens, reasoning included
   * @param cacheRead prompt tokens read from the cache
   * @param cacheWrite prompt tokens written to the cache, for whatever time
   * @param reasoning completion tokens spent on reasoning
   */
  public record Tokens(long input, long output, long cacheRead, long cacheWrite, long reasoning) {
    public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0);

    /** Returns prompt and completion together, or the largest number if they are more. */
    public long total() {
      long sum = input + output;
      return input > 0 && output > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }
  }

  /**
   * What was paid for, by part, and the prices it was reckoned with.
   *
   * @param input for uncached prompt tokens
   * @param cacheRead for prompt tokens read from the cache
   * @param cacheWrite for prompt tokens written to the cache
   * @param output for completion tokens
   * @param prices the snapshot used
   */
  public record Cost(
      Money input, Money cacheRead, Money cacheWrite, Money output, PriceCard prices) {
    /** The cost of what was not done. */
    public static final Cost NOTHING =
        new Cost(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, PriceCard.FREE);

    /** Returns the sum of all parts. */
    public Money total() {
      return input.plus(cacheRead).plus(cacheWrite).plus(output);
    }
  }

  /**
   * Why an attempt failed.
   *
   * @param code a stable code, such as {@code provider_timeout}
   * @param message a sentence without secrets
   */
  public record Failure(String code, String message) {}

  /** Returns whether the model had no prices. */
  public boolean unpriced() {
    return cost.isEmpty();
  }
}
