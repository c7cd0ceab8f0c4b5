package io.routerly.routing;

import java.time.Instant;
import java.util.List;

/**
 * How one request was decided and what became of it.
 *
 * @param traceId {@code trc_…}
 * @param timestamp start of the request
 * @param projectId whose request it was
 * @param requestedModel the model that the client named
 * @param decision ranking, ratings and exclusions
 * @param attempts what was tried, in order
 */
public record Trace(
    String traceId,
    Instant timestamp,
    String projectId,
    String requestedModel,
    Decision decision,
    List<Attempt> attempts) {
  /** The outcome of a model that was not asked when its turn came. */
  public static final String PASSED_OVER = "passed_over";

  /** The outcome of a model that was asked on behalf of the decision, and not for the answer. */
  public static final String ROUTING = "routing";

  public Trace {
    attempts = List.copyOf(attempts);
  }

  /**
   * One request to one provider.
   *
   * @param modelId the model that was tried
   * @param outcome {@code success}, {@value Trace#PASSED_OVER}, {@value Trace#ROUTING}, or the code
   *     of the error
   * @param message what the error said, why the model was passed over, or how an answer for the
   *     decision ended, cut after {@value #MAX_MESSAGE} characters; empty on success
   * @param durationMs how long it took, in milliseconds
   */
  public record Attempt(String modelId, String outcome, String message, long durationMs) {
    /** Thousands of traces stay in memory, and providers say as much as they like. */
    private static final int MAX_MESSAGE = 500;

    public Attempt {
      message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
    }
  }
}
