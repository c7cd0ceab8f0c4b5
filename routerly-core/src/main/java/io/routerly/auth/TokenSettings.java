package io.routerly.auth;

import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.Default;
import io.routerly.domain.InvalidFieldException;
import java.util.List;
import java.util.Optional;

/**
 * What people choose about a project token.
 *
 * @param description what they call it; at most 200 characters
 * @param budgetMode how its budgets stand to the project's
 * @param budgets its own budgets
 */
public record TokenSettings(
    Optional<String> description,
    @Default("\"extend\"") BudgetMode budgetMode,
    List<Budget> budgets,
    Optional<Integer> maxParallel) {
  private static final int MAX_DESCRIPTION = 200;

  public TokenSettings {
    if (description.orElse("").length() > MAX_DESCRIPTION) {
      throw new InvalidFieldException(
          "description", "must be at most " + MAX_DESCRIPTION + " characters");
    }
    budgets = List.copyOf(budgets);
  }
}
