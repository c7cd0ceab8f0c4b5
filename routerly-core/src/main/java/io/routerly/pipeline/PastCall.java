package io.routerly.pipeline;

import io.routerly.chat.Conversation;
import io.routerly.chat.Feature;
import io.routerly.chat.Turn;
import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.error.ErrorCode;
import io.routerly.health.Ending;
import io.routerly.routing.Capability;
import io.routerly.routing.RoutingContext.Demand;
import io.routerly.routing.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a replay needs of the trace of a call; a hundred thousand of them are held at once.
 *
 * @param startedAt when it began, in milliseconds of the epoch
 * @param asked what questions on behalf of the decision cost
 * @param decided whether any model was left to serve it
 * @param attempts the requests that were sent, in their order
 */
record PastCall(
    long startedAt,
    String tokenId,
    String requestedModel,
    CallType callType,
    boolean stream,
    Set<Feature> features,
    long inputTokens,
    OptionalLong maxOutputTokens,
    Money asked,
    boolean decided,
    List<Sent> attempts) {

  /**
   * A request that was sent to a provider.
   *
   * @param key the name of the key that it was sent with; empty if there was none
   * @param startMs from the start of the call to its start, in milliseconds
   * @param overtaken whether another model answered before it, so that its own end is not known
   * @param timedOut whether its time was over, be it the model's or that of the call
   */
  record Sent(
      String modelId,
      String key,
      boolean overtaken,
      boolean timedOut,
      long startMs,
      long durationMs,
      Optional<Long> ttftMs,
      Ending ending,
      Optional<Long> retryAfterMs,
      Tokens tokens,
      Optional<Money> cost) {
    boolean succeeded() {
      return ending == Ending.SUCCESS;
    }

    /** Returns whether it ended the call, well or not: after the first byte nothing moves on. */
    boolean hadBegunToAnswer() {
      return succeeded() || tokens.output() > 0;
    }

    /** Returns to the first byte for a stream, else to the end, in milliseconds. */
    long latencyMs(boolean stream) {
      return stream ? ttftMs.orElse(durationMs) : durationMs;
    }
  }

  /** Makes them of traces, and has each name but once. For one thread. */
  static final class Reader {
    private final Map<String, String> names = new HashMap<>();
    private final Map<List<String>, Set<Feature>> features = new HashMap<>();

    PastCall read(Trace trace) {
      Trace.Asked asked = trace.asked();
      return new PastCall(
          trace.timestamp().toEpochMilli(),
          once(asked.tokenId()),
          once(asked.requestedModel()),
          asked.callType(),
          asked.stream(),
          features.computeIfAbsent(asked.features(), Capability::features),
          asked.inputTokens(),
          asked.maxOutputTokens(),
          costOfRouting(trace),
          !trace.decision().candidates().isEmpty(),
          trace.attempts().stream().filter(Trace.Attempt::wasSent).map(this::sent).toList());
    }

    private static Money costOfRouting(Trace trace) {
      return trace.attempts().stream()
          .filter(attempt -> !attempt.wasSent())
          .flatMap(attempt -> attempt.use().cost().stream())
          .reduce(Money.ZERO, Money::plus);
    }

    private Sent sent(Trace.Attempt attempt) {
      return new Sent(
          once(attempt.modelId()),
          once(attempt.key()),
          attempt.outcome().equals(ErrorCode.OVERTAKEN.wireName()),
          attempt.status() == CallStatus.TIMEOUT,
          attempt.startMs(),
          attempt.durationMs(),
          attempt.ttftMs(),
          attempt.ending(),
          attempt.retryAfterMs(),
          attempt.use().tokens(),
          attempt.use().cost());
    }

    private String once(String name) {
      return names.computeIfAbsent(name, same -> same);
    }
  }

  /** Returns whether it came to an end: one that goes on has models and no attempt yet. */
  boolean isOver() {
    return !decided || !attempts.isEmpty();
  }

  /** Returns the attempt that answered, or the last one that failed. */
  Optional<Sent> last() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
  }

  /** Returns the last request that was sent to a model, if its end is known. */
  Optional<Sent> lastTo(String modelId) {
    return attempts.stream()
        .filter(sent -> sent.modelId().equals(modelId) && !sent.overtaken())
        .reduce((earlier, later) -> later);
  }

  boolean succeeded() {
    return last().filter(Sent::succeeded).isPresent();
  }

  /** Returns whether no other model would have made a difference to its end. */
  boolean failedByItself() {
    return last()
        .filter(sent -> !sent.timedOut())
        .map(Sent::ending)
        .filter(ending -> ending == Ending.REQUEST_REFUSED || ending == Ending.NOTHING)
        .isPresent();
  }

  /** Returns what the request asked for; what it said was not kept. */
  Demand demand() {
    return new Demand(
        callType,
        stream,
        inputTokens,
        maxOutputTokens,
        new Conversation() {
          @Override
          public Set<Feature> features() {
            return features;
          }

          @Override
          public List<Turn> turns() {
            return List.of();
          }
        });
  }
}
