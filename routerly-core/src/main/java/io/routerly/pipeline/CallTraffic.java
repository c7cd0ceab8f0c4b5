package io.routerly.pipeline;

import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.AttemptEnd;
import io.routerly.health.Ceiling;
import io.routerly.health.Learnt;
import io.routerly.health.OutcomeObserver;
import io.routerly.health.Traffic;
import io.routerly.routing.NamedPolicy;
import io.routerly.wire.RequestFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the attempts of one call, or the questions on its behalf, in the traffic of their models:
 * as they begin, with the tokens that they are expected to use, where the limits that the project's
 * policies set have room for them. Their end takes back what was expected, when the traffic knows
 * what was used. For one thread at a time.
 */
final class CallTraffic implements OutcomeObserver {
  private final Learnt learnt;
  private final List<NamedPolicy> policies;
  private final Beginning beginning;
  private final RequestFacts facts;
  private final Map<String, Traffic.Begun> begun = new HashMap<>(2);

  /** How an attempt is counted, if there is room for it. */
  private interface Beginning {
    Optional<Traffic.Begun> count(Model model, long tokens, List<Ceiling> ceilings);
  }

  private CallTraffic(
      Learnt learnt, List<NamedPolicy> policies, Beginning beginning, RequestFacts facts) {
    this.learnt = learnt;
    this.policies = policies;
    this.beginning = beginning;
    this.facts = facts;
  }

  /**
   * Returns what counts the attempts of a call.
   *
   * @param policies those of the project
   */
  static CallTraffic ofCall(
      Learnt learnt, List<NamedPolicy> policies, Project project, RequestFacts facts) {
    return new CallTraffic(
        learnt,
        policies,
        (model, tokens, ceilings) -> learnt.traffic().begin(model, project, tokens, ceilings),
        facts);
  }

  /**
   * Returns what counts a question.
   *
   * @param policies those of the project that asks
   * @param facts what the question asks for
   */
  static CallTraffic ofQuestion(Learnt learnt, List<NamedPolicy> policies, RequestFacts facts) {
    return new CallTraffic(learnt, policies, learnt.traffic()::ask, facts);
  }

  /**
   * Counts an attempt that begins.
   *
   * @throws GatewayException {@code no_model_available} if a limit has no room for it
   */
  void begin(Model model) {
    List<Ceiling> ceilings = ceilings(model);
    long tokens = expected(model);
    Traffic.Begun counted =
        beginning.count(model, tokens, ceilings).orElseThrow(() -> full(model, ceilings, tokens));
    begun.put(model.id(), counted);
  }

  /** Returns whether an attempt might begin at present, though another one may come before it. */
  boolean hasRoom(Model model) {
    long tokens = expected(model);
    return ceilings(model).stream()
        .map(ceiling -> learnt.traffic().untilRoom(model.id(), ceiling, tokens))
        .allMatch(wait -> wait.map(Duration::isZero).orElse(false));
  }

  private List<Ceiling> ceilings(Model model) {
    if (policies.isEmpty()) {
      return List.of();
    }
    List<Ceiling> ceilings = new ArrayList<>(1);
    for (NamedPolicy named : policies) {
      named.policy().ceiling(model).ifPresent(ceilings::add);
    }
    return ceilings;
  }

  private long expected(Model model) {
    return facts.inputTokens()
        + learnt.outputSizes().expected(model.id(), facts.maxOutputTokens(), 0);
  }

  /** It is no refusal of the model itself, and another model may still have room. */
  private GatewayException full(Model model, List<Ceiling> ceilings, long tokens) {
    String message =
        "The limit that is set for model %s was reached just now by other calls."
            .formatted(model.id());
    Optional<Duration> wait = Optional.of(Duration.ZERO);
    for (Ceiling ceiling : ceilings) {
      Optional<Duration> one = learnt.traffic().untilRoom(model.id(), ceiling, tokens);
      wait = wait.flatMap(most -> one.map(time -> time.compareTo(most) > 0 ? time : most));
    }
    return wait.map(
            time -> GatewayException.retryLater(ErrorCode.NO_MODEL_AVAILABLE, message, time))
        .orElseGet(() -> new GatewayException(ErrorCode.NO_MODEL_AVAILABLE, message));
  }

  @Override
  public void ended(AttemptEnd end) {
    Traffic.Begun counted = begun.remove(end.model().id());
    if (counted != null) {
      learnt.traffic().settle(counted);
    }
  }
}
