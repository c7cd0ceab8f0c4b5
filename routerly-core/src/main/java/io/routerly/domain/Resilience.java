package io.routerly.domain;

/**
 * How a project's calls survive the failures of providers.
 *
 * @param totalTimeoutMs how long all attempts of a call may take up to the first byte, in
 *     milliseconds: after it no other model is tried, and those after the first are cut off at it
 * @param stickiness whether a conversation stays on its model
 */
public record Resilience(
    @Default("120000") int totalTimeoutMs, @Default("\"auto\"") Stickiness stickiness) {
  /** What holds for a project that says nothing of it. */
  public static final Resilience DEFAULT = new Resilience(120_000, Stickiness.AUTO);

  public Resilience {
    Checks.inRange(totalTimeoutMs, 1, 86_400_000, "totalTimeoutMs");
  }
}
