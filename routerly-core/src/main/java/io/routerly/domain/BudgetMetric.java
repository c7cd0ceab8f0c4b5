package io.routerly.domain;

/** What a budget counts. */
public enum BudgetMetric implements WireName {
  COST,
  CALLS,
  INPUT_TOKENS,
  OUTPUT_TOKENS,
  TOTAL_TOKENS
}
