package io.routerly.api.management;

import io.routerly.api.describe.Answers;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.RequiresPermission;
import io.routerly.budget.BudgetGate;
import io.routerly.budget.Scope;
import io.routerly.domain.Permission;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /api/budgets}: how the budgets of the whole installation stand. */
@Path("api/budgets")
@Produces(MediaType.APPLICATION_JSON)
public final class BudgetsResource {
  private final BudgetGate budgets;

  public BudgetsResource(BudgetGate budgets) {
    this.budgets = budgets;
  }

  /** Tells how the budgets of the installation stand, in the order of the settings. */
  @GET
  @RequiresPermission(Permission.USAGE_READ)
  @Answers(value = BudgetShapes.BudgetStanding.class, list = true)
  public Response list() {
    return JsonAnswer.ok(BudgetStates.of(budgets.states(Scope.GLOBAL)));
  }
}
