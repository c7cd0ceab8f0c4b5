package io.routerly.api.proxy;

import io.routerly.api.http.Budgeted;
import io.routerly.auth.Caller;
import io.routerly.budget.Admission;
import io.routerly.budget.BudgetGate;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Refuses a call whose budget is exhausted already, before the body is read. */
@Budgeted
@Priority(Priorities.AUTHORIZATION)
public final class BudgetFilter implements ContainerRequestFilter {
  private final BudgetGate budgets;

  public BudgetFilter(BudgetGate budgets) {
    this.budgets = budgets;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Caller caller = CallContext.caller(request);
    budgets
        .exhausted(caller.project(), caller.token())
        .map(Admission.Refused::asException)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }
}
