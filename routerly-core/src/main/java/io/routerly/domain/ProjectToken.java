package io.routerly.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
 * @param maxParallel most calls with it at a time; absent: any number
 * @param former the token that this one took the place of, while it is still good
 * @param earlier those before that one that are still good, the latest first
 */
public record ProjectToken(
    String id,
    String token,
    Optional<String> prefix,
    Optional<String> description,
    Optional<Instant> createdAt,
    @Default("\"extend\"") BudgetMode budgetMode,
    List<Budget> budgets,
    Optional<Integer> maxParallel,
    Optional<FormerToken> former,
    List<FormerToken> earlier) {

  /** Stands before every stored hash. */
  public static final String HASHED = "HASHED:";

  private static final Pattern ID = Pattern.compile("tok_[A-Za-z0-9_-]+");

  public ProjectToken {
    Checks.matches(id, ID, "id", "\"tok_\" and letters or digits");
    requireHashed(token);
    budgets = List.copyOf(budgets);
    earlier = List.copyOf(earlier);
    maxParallel.ifPresent(most -> Checks.inRange(most, 1, 1_000_000, "maxParallel"));
  }

  static void requireHashed(String token) {
    if (!token.startsWith(HASHED)) {
      throw new InvalidFieldException(
          "token",
          "must be \"HASHED:\" and a bcrypt hash: create tokens with the API, which stores their hash");
    }
  }

  /** A token that took the place of no other. */
  public ProjectToken(
      String id,
      String token,
      Optional<String> prefix,
      Optional<String> description,
      Optional<Instant> createdAt,
      BudgetMode budgetMode,
      List<Budget> budgets,
      Optional<Integer> maxParallel) {
    this(
        id,
        token,
        prefix,
        description,
        createdAt,
        budgetMode,
        budgets,
        maxParallel,
        Optional.empty(),
        List.of());
  }

  /** Returns all tokens that this one took the place of and that may still be good. */
  public Stream<FormerToken> formers() {
    return Stream.concat(former.stream(), earlier.stream());
  }

  /** A token with which any number of calls may be made at a time. */
  public ProjectToken(
      String id,
      String token,
      Optional<String> prefix,
      Optional<String> description,
      Optional<Instant> createdAt,
      BudgetMode budgetMode,
      List<Budget> budgets) {
    this(id, token, prefix, description, createdAt, budgetMode, budgets, Optional.empty());
  }

  /** Prints without the hash. */
  @Override
  public String toString() {
    return "ProjectToken[" + id + "]";
  }
}
