package io.routerly.budget;

import io.routerly.domain.Headroom;
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
   * Returns what is left of each budget that applies at present, including what is reserved for the
   * call that asks; empty if none applies.
   */
  List<Headroom> headroom(Project project, ProjectToken token);

  /** Checks all applicable budgets and reserves the estimate in each of them, or in none. */
  Admission reserve(Project project, ProjectToken token, Estimate estimate);
}
