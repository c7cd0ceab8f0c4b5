package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.InProject;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.SignedIn;
import io.routerly.budget.BudgetGate;
import io.routerly.budget.Scope;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectRole;
import io.routerly.store.ConfigStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/**
 * {@code /api/projects/{slug}/budgets}: how the budgets of a project stand, for those who see the
 * project.
 */
@Path("api/projects/{slug}/budgets")
@Produces(MediaType.APPLICATION_JSON)
public final class ProjectBudgetsResource {
  private final ConfigStore config;
  private final BudgetGate budgets;

  public ProjectBudgetsResource(ConfigStore config, BudgetGate budgets) {
    this.config = config;
    this.budgets = budgets;
  }

  /** Tells how the budgets of a project stand, in the order of the configuration. */
  @GET
  @SignedIn
  @InProject(ProjectRole.VIEWER)
  @Answers(value = BudgetShapes.BudgetStanding.class, list = true)
  public Response list(@PathParam("slug") String slug, @Context SecurityContext security) {
    Project project =
        ProjectEdits.find(config.current(), slug, principalOf(security), ProjectRole.VIEWER);
    return JsonAnswer.ok(BudgetStates.of(budgets.states(Scope.project(project.id()))));
  }
}
