package io.routerly.api.management;

import io.routerly.auth.TokenSettings;
import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.Default;
import io.routerly.domain.ProjectToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What clients send to change a project token: its settings, and what {@link TokenView} shows.
 *
 * @param id given by the service; it may be sent back and cannot be changed
 * @param prefix given by the service; it may be sent back and cannot be changed
 * @param description what people call it; at most 200 characters
 * @param createdAt given by the service; it may be sent back and changes nothing
 * @param budgetMode how its budgets stand to the project's
 * @param budgets its own budgets
 * @param maxParallel most calls that may be under way at a time; absent: any number
 * @param formerUntil given by the service; it may be sent back and changes nothing
 */
public record TokenChange(
    Optional<String> id,
    Optional<String> prefix,
    Optional<String> description,
    Optional<Instant> createdAt,
    @Default("\"extend\"") BudgetMode budgetMode,
    List<Budget> budgets,
    Optional<Integer> maxParallel,
    Optional<Instant> formerUntil) {
  /** Returns what a client would send to leave {@code token} as it is. */
  static TokenChange of(ProjectToken token) {
    return new TokenChange(
        Optional.empty(),
        Optional.empty(),
        token.description(),
        Optional.empty(),
        token.budgetMode(),
        token.budgets(),
        token.maxParallel(),
        Optional.empty());
  }

  /**
   * Returns the settings in it.
   *
   * @throws io.routerly.domain.InvalidFieldException if one of them is impossible
   */
  TokenSettings settings() {
    return new TokenSettings(description, budgetMode, budgets, maxParallel);
  }
}
