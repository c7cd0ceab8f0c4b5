package io.routerly.domain;

/** Whose use a budget limits. */
public enum BudgetLevel implements WireName {
  /** All calls of the installation. */
  GLOBAL,
  PROJECT,
  TOKEN
}
