package io.routerly.domain;

/** How a token's budgets stand to those of its project. */
public enum BudgetMode implements WireName {
  /** Both must pass. */
  EXTEND,
  /** The token's budgets stand in for the project's. */
  REPLACE,
  /** The project's budgets do not hold for this token. */
  DISABLE
}
