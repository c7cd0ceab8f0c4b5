package io.routerly.budget;

import io.routerly.domain.BudgetLevel;

/**
 * Whose use is counted.
 *
 * @param level how far it reaches
 * @param id of the project or the token; empty for the whole installation
 */
public record Scope(BudgetLevel level, String id) {
  /** The whole installation. */
  public static final Scope GLOBAL = new Scope(BudgetLevel.GLOBAL, "");

  /** Returns the scope of a project. */
  public static Scope project(String projectId) {
    return new Scope(BudgetLevel.PROJECT, projectId);
  }

  /** Returns the scope of a token. */
  public static Scope token(String tokenId) {
    return new Scope(BudgetLevel.TOKEN, tokenId);
  }

  /** Returns whether what a token of a project uses is counted here. */
  boolean covers(String projectId, String tokenId) {
    return switch (level) {
      case GLOBAL -> true;
      case PROJECT -> id.equals(projectId);
      case TOKEN -> id.equals(tokenId);
    };
  }
}
