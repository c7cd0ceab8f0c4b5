package io.routerly.pipeline;

import io.routerly.accounting.Accountant;
import io.routerly.budget.Reservation;
import io.routerly.dispatch.Dispatcher;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.health.AttemptEnd;
import io.routerly.health.Cooldowns;
import io.routerly.health.Ending;
import io.routerly.health.Learnt;
import io.routerly.routing.Reply;
import io.routerly.secret.UsableKey;
import io.routerly.store.Configuration;
import io.routerly.wire.RequestFacts;
import java.util.List;
import java.util.Optional;

/**
 * What all calls share of asking models on behalf of their decisions.
 *
 * <p>A model that fails at it is left alone for a second, and for twice as long after each further
 * failure, up to a minute: a decision without its word is better than one that waits for it each
 * time. Thread-safe.
 */
final class ModelAsks {
  private final Eligibility eligibility;
  private final RoutePlans plans;
  private final Dispatcher dispatcher;
  private final Accountant accountant;
  private final Learnt learnt;
  private final Cooldowns cooldowns;
  private final KeyChoice keys;
  private final Cooldowns rests;

  /**
   * @param plans knows the limits that projects set
   * @param learnt which models the providers want to be left alone, and which failed at this lately
   * @param keys chooses what a model is asked with
   */
  ModelAsks(
      Eligibility eligibility,
      RoutePlans plans,
      Dispatcher dispatcher,
      Accountant accountant,
      Learnt learnt,
      KeyChoice keys) {
    this.eligibility = eligibility;
    this.plans = plans;
    this.dispatcher = dispatcher;
    this.accountant = accountant;
    this.learnt = learnt;
    this.cooldowns = learnt.cooldowns();
    this.keys = keys;
    this.rests = learnt.askRests();
  }

  /** Returns what asks models on behalf of one call. */
  CallAsk on(Configuration configuration, ProxyRequest request, Reservation reservation) {
    return new CallAsk(this, configuration, request, reservation);
  }

  /** Returns the model of that id if it may be asked now. */
  Reply<Model> askable(Configuration configuration, Project project, String modelId) {
    return eligibility
        .obstacle(configuration, modelId, project.unpricedModels())
        .map(obstacle -> Reply.<Model>nothing("model " + modelId + ": " + obstacle.reason()))
        .orElseGet(() -> rested(configuration.model(modelId).orElseThrow()));
  }

  private Reply<Model> rested(Model model) {
    return rests
        .of(model)
        .map(rest -> "model %s failed at this lately, and is left alone".formatted(model.id()))
        .or(
            () ->
                cooldowns
                    .of(model)
                    .map(rest -> "model %s is to be left alone".formatted(model.id())))
        .map(Reply::<Model>nothing)
        .orElseGet(() -> Reply.said(model));
  }

  /** Returns the effort to ask the model for when it is not to think, if it takes any. */
  Optional<String> leastEffort(Model model) {
    return eligibility.dialectOf(model).flatMap(LeastEffort::of);
  }

  /** Returns what a model is asked with. */
  UsableKey keyFor(Model model) {
    return keys.choose(model, List.of());
  }

  /** Returns what counts a question of a project. */
  CallTraffic traffic(Configuration configuration, Project project, RequestFacts question) {
    return CallTraffic.ofQuestion(
        learnt, plans.planFor(configuration, project).policies(), question);
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  Accountant accountant() {
    return accountant;
  }

  /**
   * Takes note of how an attempt to ask ended. What is known of models is learnt from calls: a
   * question has less time, and little to say.
   */
  void ended(AttemptEnd end) {
    cooldowns.ended(end);
    learnt.traffic().ended(end);
    if (end.ending() != Ending.NOTHING) {
      Ending rest = end.ending() == Ending.SUCCESS ? Ending.SUCCESS : Ending.RATE_LIMITED;
      rests.ended(
          new AttemptEnd(end.model(), "", rest, end.record(), end.took(), Optional.empty()));
    }
  }
}
