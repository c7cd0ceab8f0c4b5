package io.routerly.budget;

import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.store.Configuration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The budgets of one configuration, and by which of them each token is held. Immutable. */
final class PlanBook {
  private final Configuration configuration;
  private final Map<String, BudgetPlan> plans = new HashMap<>();
  private final Map<Scope, List<Limit>> limits = new HashMap<>();
  private final Set<Counter> counters = new LinkedHashSet<>();

  /** What holds for a token that no project has: a model's test, or one that was just removed. */
  private final BudgetPlan ofOthers;

  /**
   * @param counters returns the counter of a key, a new one if there is none
   */
  PlanBook(Configuration configuration, Function<Counter.Key, Counter> counters) {
    this.configuration = configuration;
    limits.put(Scope.GLOBAL, limits(Scope.GLOBAL, configuration.settings().budgets(), counters));
    ofOthers = BudgetPlan.of(of(Scope.GLOBAL), of(Scope.GLOBAL), List.of(), Optional.empty());
    for (Project project : configuration.projects()) {
      Scope own = Scope.project(project.id());
      limits.put(own, limits(own, project.budgets(), counters));
      List<Model> models =
          project.models().stream().map(configuration::model).flatMap(Optional::stream).toList();
      for (ProjectToken token : project.tokens()) {
        Scope ofToken = Scope.token(token.id());
        limits.put(ofToken, limits(ofToken, token.budgets(), counters));
        plans.put(token.id(), plan(own, token, models));
      }
    }
    all().forEach(limit -> this.counters.add(limit.counter()));
  }

  private static List<Limit> limits(
      Scope scope, List<Budget> budgets, Function<Counter.Key, Counter> counters) {
    return budgets.stream()
        .map(budget -> new Limit(budget, counters.apply(Counter.Key.of(scope, budget))))
        .toList();
  }

  private BudgetPlan plan(Scope project, ProjectToken token, List<Model> models) {
    List<Limit> ofProject = of(project);
    List<Limit> ofToken = of(Scope.token(token.id()));
    boolean projectHolds = token.budgetMode() == BudgetMode.EXTEND;
    return BudgetPlan.of(
        Stream.of(of(Scope.GLOBAL), projectHolds ? ofProject : List.<Limit>of(), ofToken)
            .flatMap(List::stream)
            .toList(),
        Stream.of(of(Scope.GLOBAL), ofProject, ofToken).flatMap(List::stream).toList(),
        models,
        token.maxParallel());
  }

  Configuration configuration() {
    return configuration;
  }

  /** Returns the budgets of a scope itself; none if there is no such scope. */
  List<Limit> of(Scope scope) {
    return limits.getOrDefault(scope, List.of());
  }

  /** Returns what holds for a token. */
  BudgetPlan planOf(String tokenId) {
    return plans.getOrDefault(tokenId, ofOthers);
  }

  /** Returns all counters. */
  Set<Counter> counters() {
    return counters;
  }

  /** Returns all budgets. */
  Stream<Limit> all() {
    return limits.values().stream().flatMap(List::stream);
  }
}
