package io.routerly.budget;

import io.routerly.domain.BudgetState;
import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether the budgets of token, project and installation allow a call. Thread-safe;
 * constant work per call.
 */
public interface BudgetGate {
  /**
   * Returns the refusal if any applicable budget is exhausted already; holds nothing.
   *
   * <p>Asked before the request's body is read, so that an exhausted budget costs nothing.
   */
  Optional<Admission.Refused> exhausted(Project project, ProjectToken token);

  /**
   * Returns what is left of each budget that holds at present and blocks, for a call that has not
   * begun; empty if none does.
   */
  List<Headroom> headroom(Project project, ProjectToken token);

  /**
   * Checks all applicable budgets and reserves the call and its estimate in each of them, or in
   * none.
   *
   * @param traceId of the call
   */
  Admission reserve(String traceId, Project project, ProjectToken token, Estimate estimate);

  /**
   * Returns why a call that is served by this model would be refused at present, or empty if it
   * would not; holds nothing.
   */
  Optional<Admission.Refused> lack(
      Project project, ProjectToken token, Estimate estimate, Model model);

  /**
   * Returns those of some models that a call may be served by at present: all, or the cheapest
   * where a budget wants that.
   */
  List<Model> affordable(
      Project project, ProjectToken token, Estimate estimate, List<Model> models);

  /** Returns how the budgets of a scope itself stand, in their order. */
  List<BudgetState> states(Scope scope);
}
