package io.routerly.routing;

import io.routerly.chat.Conversation;
import io.routerly.domain.CallType;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import java.util.OptionalLong;

/**
 * What a policy may know of the request.
 *
 * @param traceId {@code trc_…}, for what a policy records of its own
 * @param project whose request it is
 * @param token the token it came with
 * @param requestedModel the model that the client named
 * @param demand what the request asks for
 * @param deadline until when the decision is waited for
 * @param dryRun whether nothing is going to be sent: whoever would count the call or ask a model
 *     does not
 * @param models asks models on behalf of the call; nobody in a dry run
 */
public record RoutingContext(
    String traceId,
    Project project,
    ProjectToken token,
    String requestedModel,
    Demand demand,
    Deadline deadline,
    boolean dryRun,
    ModelAsk models) {
  /** A request for whose decision no model is asked. */
  public RoutingContext(
      String traceId,
      Project project,
      ProjectToken token,
      String requestedModel,
      Demand demand,
      Deadline deadline,
      boolean dryRun) {
    this(traceId, project, token, requestedModel, demand, deadline, dryRun, ModelAsk.NOBODY);
  }

  /** Returns this with somebody who asks models. */
  public RoutingContext asking(ModelAsk asked) {
    return new RoutingContext(
        traceId, project, token, requestedModel, demand, deadline, dryRun, asked);
  }

  /**
   * What a request asks for.
   *
   * @param callType which API it is for, and with it the format
   * @param stream whether the answer is to be streamed
   * @param inputTokens estimated prompt tokens
   * @param maxOutputTokens the client's own limit on the answer
   * @param conversation what it says and needs; read when it is asked for
   */
  public record Demand(
      CallType callType,
      boolean stream,
      long inputTokens,
      OptionalLong maxOutputTokens,
      Conversation conversation) {}
}
