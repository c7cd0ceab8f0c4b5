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
 * @param maxParallel most calls that may be under way at a time; absent: any number
 */
public record TokenSettings(
    Optional<String> description,
    @Default("\"extend\"") BudgetMode budgetMode,
    List<Budget> budgets,
    Optional<Integer> maxParallel) {
  private static final int MAX_DESCRIPTION = 200;
  private static final int MOST_PARALLEL = 1_000_000;

  public TokenSettings {
    String text = description.orElse("");
    if (text.length() > MAX_DESCRIPTION || text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidFieldException(
          "description", "must be one line of at most " + MAX_DESCRIPTION + " characters");
    }
    maxParallel.ifPresent(TokenSettings::requireNumber);
    budgets = List.copyOf(budgets);
  }

  private static void requireNumber(int maxParallel) {
    if (maxParallel < 1 || maxParallel > MOST_PARALLEL) {
      throw new InvalidFieldException("maxParallel", "must be from 1 to " + MOST_PARALLEL);
    }
  }
}
