package io.routerly.api.management;

import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.FormerToken;
import io.routerly.domain.ProjectToken;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What clients see of a {@link ProjectToken}.
 *
 * @param token the token itself, only in the answer that made it
 * @param formerUntil until when the token that this one took the place of stays good, or one of
 *     those before it, whichever is longer
 */
public record TokenView(
    String id,
    Optional<String> token,
    Optional<String> prefix,
    Optional<String> description,
    Optional<Instant> createdAt,
    BudgetMode budgetMode,
    List<Budget> budgets,
    Optional<Integer> maxParallel,
    Optional<Instant> formerUntil) {
  static TokenView of(ProjectToken token) {
    return of(token, Optional.empty());
  }

  /** Returns what is shown once, to whoever made the token. */
  static TokenView withClearText(ProjectToken token, String clearText) {
    return of(token, Optional.of(clearText));
  }

  private static TokenView of(ProjectToken token, Optional<String> clearText) {
    return new TokenView(
        token.id(),
        clearText,
        token.prefix(),
        token.description(),
        token.createdAt(),
        token.budgetMode(),
        token.budgets(),
        token.maxParallel(),
        token.formers().map(FormerToken::until).max(Comparator.naturalOrder()));
  }

  /** Prints without the token. */
  @Override
  public String toString() {
    return "TokenView[" + id + "]";
  }
}
