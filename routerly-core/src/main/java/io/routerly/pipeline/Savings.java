package io.routerly.pipeline;

import io.routerly.budget.Admission;
import io.routerly.budget.BudgetGate;
import io.routerly.budget.Estimate;
import io.routerly.budget.Reservation;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.routing.Decision;
import io.routerly.routing.Exclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the budgets make of a ranking. */
final class Savings {
  private static final String BUDGET = "budget";

  private Savings() {}

  /** Returns the decision without the models that a budget leaves out since others are cheaper. */
  static Decision applied(Reservation reservation, Decision decision) {
    return reservation.cheapestOnly()
        ? cheapest(decision, reservation.cheapest(decision.ranking()))
        : decision;
  }

  private static Decision cheapest(Decision decision, List<Model> cheapest) {
    List<Exclusion> dearer = new ArrayList<>();
    for (Model model : decision.ranking()) {
      if (!cheapest.contains(model)) {
        dearer.add(
            new Exclusion(
                model.id(), BUDGET, "a budget is used up so far that only the cheapest are asked"));
      }
    }
    return decision.without(dearer);
  }

  /** Returns the decision on a call that is not made, without what the budgets have no room for. */
  static Decision previewed(
      BudgetGate budgets, ProxyRequest request, Estimate estimate, Decision decision) {
    Project project = request.caller().project();
    ProjectToken token = request.caller().token();
    List<Exclusion> lacking = new ArrayList<>();
    for (Model model : decision.ranking()) {
      Optional<Admission.Refused> lack = budgets.lack(project, token, estimate, model);
      lack.ifPresent(why -> lacking.add(new Exclusion(model.id(), BUDGET, why.reason())));
    }
    Decision affordable = decision.without(lacking);
    return cheapest(affordable, budgets.affordable(project, token, estimate, affordable.ranking()));
  }
}
