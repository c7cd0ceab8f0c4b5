package io.routerly.api.proxy;

import io.routerly.accounting.CallInfo;
import io.routerly.accounting.RefusedCalls;
import io.routerly.api.http.Budgeted;
import io.routerly.auth.Caller;
import io.routerly.budget.Admission;
import io.routerly.budget.BudgetGate;
import io.routerly.error.GatewayException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.time.Clock;

/** Refuses a call whose budget is exhausted already, before the body is read. */
@Budgeted
@Priority(Priorities.AUTHORIZATION)
public final class BudgetFilter implements ContainerRequestFilter {
  private final BudgetGate budgets;
  private final RefusedCalls refusals;
  private final Clock clock;

  public BudgetFilter(BudgetGate budgets, RefusedCalls refusals, Clock clock) {
    this.budgets = budgets;
    this.refusals = refusals;
    this.clock = clock;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Route route = Route.ofRequest(request.getUriInfo().getPath());
    if (route.isListing()) {
      return;
    }
    Caller caller = CallContext.caller(request);
    budgets
        .exhausted(caller.project(), caller.token())
        .ifPresent(
            refused -> {
              throw recorded(refused, route, caller, request);
            });
  }

  private GatewayException recorded(
      Admission.Refused refused, Route route, Caller caller, ContainerRequestContext request) {
    refusals.add(
        new CallInfo(
            CallContext.traceId(request),
            clock.instant(),
            caller.project(),
            caller.token().id(),
            "",
            route.callType(),
            false),
        refused.reason());
    return refused.asException();
  }
}
