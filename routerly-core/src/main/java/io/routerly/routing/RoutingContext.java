package io.routerly.routing;

import io.routerly.chat.Conversation;
import io.routerly.domain.CallType;
import io.routerly.domain.Headroom;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

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
 * @param headroom tells what is left of each budget that applies; nothing without budgets
 */
public record RoutingContext(
    String traceId,
    Project project,
    ProjectToken token,
    String requestedModel,
    Demand demand,
    Deadline deadline,
    boolean dryRun,
    ModelAsk models,
    Supplier<List<Headroom>> headroom) {
  /** A request without budgets, for whose decision no model is asked. */
  public RoutingContext(
      String traceId,
      Project project,
      ProjectToken token,
      String requestedModel,
      Demand demand,
      Deadline deadline,
      boolean dryRun) {
    this(
        traceId,
        project,
        token,
        requestedModel,
        demand,
        deadline,
        dryRun,
        ModelAsk.NOBODY,
        List::of);
  }

  /** Returns this with somebody who asks models. */
  public RoutingContext asking(ModelAsk asked) {
    return new RoutingContext(
        traceId, project, token, requestedModel, demand, deadline, dryRun, asked, headroom);
  }

  /** Returns this with budgets. */
  public RoutingContext within(Supplier<List<Headroom>> left) {
    return new RoutingContext(
        traceId, project, token, requestedModel, demand, deadline, dryRun, models, left);
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
