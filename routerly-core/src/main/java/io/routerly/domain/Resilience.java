package io.routerly.domain;

import java.util.Optional;

/**
 * How a project's calls survive the failures of providers, and their slowness.
 *
 * @param totalTimeoutMs how long all attempts of a call may take up to the first byte, in
 *     milliseconds: each is cut off at it, and no other model is tried after it
 * @param stickiness whether a conversation stays on its model
 * @param hedgeAfterMs how long a model may take to begin its answer before the next one is asked
 *     beside it, in milliseconds; absent: none ever is
 */
public record Resilience(
    @Default("120000") int totalTimeoutMs,
    @Default("\"auto\"") Stickiness stickiness,
    Optional<Integer> hedgeAfterMs) {
  /** What holds for a project that says nothing of it. */
  public static final Resilience DEFAULT =
      new Resilience(120_000, Stickiness.AUTO, Optional.empty());

  public Resilience {
    Checks.inRange(totalTimeoutMs, 1, 86_400_000, "totalTimeoutMs");
    int total = totalTimeoutMs;
    hedgeAfterMs.ifPresent(after -> requireInTime(after, total));
  }

  private static void requireInTime(int hedgeAfterMs, int totalTimeoutMs) {
    if (hedgeAfterMs < 1 || hedgeAfterMs >= totalTimeoutMs) {
      throw new InvalidFieldException(
          "hedgeAfterMs", "must be from 1 to less than totalTimeoutMs, which is " + totalTimeoutMs);
    }
  }
}
