package io.routerly.domain;

/** What becomes of calls when a budget is exhausted. */
public enum OnExhausted implements WireName {
  /** They are refused. */
  BLOCK,
  /** They go on, and people are told. */
  WARN,
  /** They go on, at the cheapest models that can serve them. */
  CHEAPEST
}
