package io.routerly.pipeline;

import io.routerly.accounting.Accountant;
import io.routerly.budget.Reservation;
import io.routerly.dispatch.Attempt;
import io.routerly.dispatch.Dispatcher;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.UsageRecord;
import io.routerly.health.AttemptEnd;
import io.routerly.health.Cooldowns;
import io.routerly.health.Ending;
import io.routerly.health.Learnt;
import io.routerly.routing.Reply;
import io.routerly.secret.UsableKey;
import io.routerly.store.Configuration;
import java.time.Duration;
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
  private final Dispatcher dispatcher;
  private final Accountant accountant;
  private final Cooldowns cooldowns;
  private final KeyChoice keys;
  private final Cooldowns rests;

  /**
   * @param learnt which models the providers want to be left alone, and which failed at this lately
   * @param keys chooses what a model is asked with
   */
  ModelAsks(
      Eligibility eligibility,
      Dispatcher dispatcher,
      Accountant accountant,
      Learnt learnt,
      KeyChoice keys) {
    this.eligibility = eligibility;
    this.dispatcher = dispatcher;
    this.accountant = accountant;
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

  Dispatcher dispatcher() {
    return dispatcher;
  }

  Accountant accountant() {
    return accountant;
  }

  /** Takes note of how an attempt to ask ended. */
  void ended(Attempt attempt, Ending ending, UsageRecord record, Optional<Duration> retryAfter) {
    Model model = attempt.model();
    Duration took = attempt.elapsed();
    cooldowns.ended(new AttemptEnd(model, attempt.key().id(), ending, record, took, retryAfter));
    if (ending != Ending.NOTHING) {
      Ending rest = ending == Ending.SUCCESS ? ending : Ending.RATE_LIMITED;
      rests.ended(new AttemptEnd(model, "", rest, record, took, Optional.empty()));
    }
  }
}
