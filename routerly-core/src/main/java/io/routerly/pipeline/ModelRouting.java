package io.routerly.pipeline;

import io.routerly.auth.Caller;
import io.routerly.budget.BudgetGate;
import io.routerly.domain.Headroom;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.Project;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.routing.Candidate;
import io.routerly.routing.Deadline;
import io.routerly.routing.Decision;
import io.routerly.routing.Exclusion;
import io.routerly.routing.ModelAsk;
import io.routerly.routing.NamedPolicy;
import io.routerly.routing.Router;
import io.routerly.routing.RoutingContext;
import io.routerly.store.Configuration;
import io.routerly.wire.JsonConversation;
import io.routerly.wire.RequestFacts;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Ranks a project's models for one call: what the client named, what the policies say, and what can
 * serve at all. Thread-safe.
 */
final class ModelRouting {
  private static final String ANY_MODEL = "auto";
  private static final Duration LONGEST_DECISION = Duration.ofSeconds(5);

  private final RoutePlans plans;
  private final Router router;
  private final BudgetGate budgets;
  private final LongSupplier nanoTime;

  ModelRouting(RoutePlans plans, Router router, BudgetGate budgets, LongSupplier nanoTime) {
    this.plans = plans;
    this.router = router;
    this.budgets = budgets;
    this.nanoTime = nanoTime;
  }

  /** Returns the decision for a call that is not made: nothing is counted, and no model asked. */
  Decision preview(Configuration configuration, ProxyRequest request, Optional<String> kept) {
    Caller caller = request.caller();
    return decide(
        plans.planFor(configuration, caller.project()),
        request,
        kept,
        context(request, true)
            .asking(ModelAsk.nobody(configuration::model))
            .within(() -> budgets.headroom(caller.project(), caller.token())));
  }

  /** Returns the policies of a project in priority order. */
  List<NamedPolicy> policies(Configuration configuration, Project project) {
    return plans.planFor(configuration, project).policies();
  }

  /**
   * Returns the decision for something that is no call, such as counting its tokens: no model is
   * asked for it, no conversation kept on one, nobody's turn is taken, and limits on calls do not
   * matter.
   */
  Decision decide(Configuration configuration, ProxyRequest request) {
    RoutePlan plan = plans.planFor(configuration, request.caller().project()).ofNoCall();
    RoutingContext context = context(request, true).asking(ModelAsk.nobody(configuration::model));
    return decide(plan, request, Optional.empty(), context);
  }

  /**
   * Returns the decision; its ranking is empty if every model was left out.
   *
   * @param kept the model that the conversation stays on; a model that the client names comes
   *     before it
   * @param models asks models on behalf of the decision
   * @param headroom tells what the budgets leave for the call
   * @throws GatewayException {@code model_not_found} if the client must name a model of the project
   *     and did not
   */
  Decision decide(
      Configuration configuration,
      ProxyRequest request,
      Optional<String> kept,
      ModelAsk models,
      Supplier<List<Headroom>> headroom) {
    RoutingContext context = context(request, false).asking(models).within(headroom);
    return decide(plans.planFor(configuration, request.caller().project()), request, kept, context);
  }

  private Decision decide(
      RoutePlan plan, ProxyRequest request, Optional<String> kept, RoutingContext context) {
    Project project = request.caller().project();
    String requested = request.facts().model();
    ModelSelection selection = selection(request);
    requireKnown(project, requested, selection);
    Decision decision = rated(plan, context, selection);
    boolean free = selection == ModelSelection.ROUTE || requested.equals(ANY_MODEL);
    return free && kept.isPresent() ? decision.keptOn(kept.get()) : decision;
  }

  private Decision rated(RoutePlan plan, RoutingContext context, ModelSelection selection) {
    if (!plan.policies().isEmpty()) {
      return decide(router, plan, context, selection);
    }
    // Names that mean something are few; where a name means nothing, any may come.
    String named = selection == ModelSelection.ROUTE ? "" : context.requestedModel();
    return plan.unrated()
        .computeIfAbsent(
            new RoutePlan.Wish(selection, named),
            absent -> decide(router, plan, context, selection));
  }

  /** Returns what the policies of a plan say, and what the named model makes of it. */
  static Decision decide(
      Router router, RoutePlan plan, RoutingContext context, ModelSelection selection) {
    String requested = context.requestedModel();
    List<Candidate> candidates = candidates(plan, requested, selection);
    Decision decision = router.decide(context, plan.policies(), candidates);
    return complete(decision, plan, requested, selection);
  }

  private RoutingContext context(ProxyRequest request, boolean dryRun) {
    RequestFacts facts = request.facts();
    return new RoutingContext(
        request.traceId(),
        request.caller().project(),
        request.caller().token(),
        facts.model(),
        new RoutingContext.Demand(
            request.callType(),
            facts.stream(),
            facts.inputTokens(),
            facts.maxOutputTokens(),
            JsonConversation.of(request.format(), request.body(), request.facts())),
        Deadline.in(LONGEST_DECISION, nanoTime, request.cancel()::isCancelled),
        dryRun);
  }

  /** A path that is not understood goes to the model that it names and to no other. */
  static ModelSelection selection(ProxyRequest request) {
    return request.format() == WireFormat.OPAQUE
        ? ModelSelection.REQUIRE
        : request.caller().project().effectiveModelSelection();
  }

  private static void requireKnown(Project project, String requested, ModelSelection selection) {
    if (!isKnown(project, requested, selection)) {
      throw new GatewayException(
          ErrorCode.MODEL_NOT_FOUND,
          "Project %s has no model \"%s\": name one of its models, or \"auto\"."
              .formatted(project.slug(), requested));
    }
  }

  /** Returns whether the name means something where it has to. */
  static boolean isKnown(Project project, String requested, ModelSelection selection) {
    return selection == ModelSelection.ROUTE
        || requested.equals(ANY_MODEL)
        || project.models().contains(requested);
  }

  private static List<Candidate> candidates(
      RoutePlan plan, String requested, ModelSelection selection) {
    boolean only = selection == ModelSelection.REQUIRE && !requested.equals(ANY_MODEL);
    return only
        ? plan.candidates().stream()
            .filter(candidate -> candidate.model().id().equals(requested))
            .toList()
        : plan.candidates();
  }

  private static Decision complete(
      Decision decision, RoutePlan plan, String requested, ModelSelection selection) {
    List<Exclusion> exclusions = new ArrayList<>(plan.exclusions());
    exclusions.addAll(decision.exclusions());
    return selection == ModelSelection.PREFER
        ? decision.withExclusions(exclusions).startingWith(requested)
        : decision.withExclusions(relevant(exclusions, requested, selection));
  }

  /** Where one model is asked for, what became of the others is of no interest. */
  private static List<Exclusion> relevant(
      List<Exclusion> exclusions, String requested, ModelSelection selection) {
    return selection == ModelSelection.REQUIRE && !requested.equals(ANY_MODEL)
        ? exclusions.stream().filter(out -> out.modelId().equals(requested)).toList()
        : exclusions;
  }
}
