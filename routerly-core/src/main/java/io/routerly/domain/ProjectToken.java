package io.routerly.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A credential of a project; the token itself is not kept.
 *
 * @param id {@code tok_…}
 * @param token {@code HASHED:} and the bcrypt hash of the token
 * @param prefix the token's public characters, for look-up; absent in older files
 * @param description what people call it
 * @param createdAt when it was made
 * @param budgetMode how its budgets stand to the project's
 * @param budgets its own budgets
 */
public record ProjectToken(
    String id,
    String token,
    Optional<String> prefix,
    Optional<String> description,
    Optional<Instant> createdAt,
    @Default("\"extend\"") BudgetMode budgetMode,
    List<Budget> budgets) {

  /** Stands before every stored hash. */
  public static final String HASHED = "HASHED:";

  private static final Pattern ID = Pattern.compile("tok_[A-Za-z0-9_-]+");

  public ProjectToken {
    Checks.matches(id, ID, "id", "\"tok_\" and letters or digits");
    if (!token.startsWith(HASHED)) {
      throw new InvalidFieldException(
          "token",
          "must be \"HASHED:\" and a bcrypt hash: create tokens with the API, which stores their hash");
    }
    budgets = List.copyOf(budgets);
  }

  /** Prints without the hash. */
  @Override
  public String toString() {
    return "ProjectToken[" + id + "]";
  }
}
